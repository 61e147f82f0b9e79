# Puts files into the program.
#
#   qinqing_embed(TARGET NAME [RAW] logical-name path [logical-name path …])
#
# generates `embedded/NAME.h` with `qinqing::http::EmbeddedFiles qinqing::embedded::NAME();` and adds
# the source that holds the files to TARGET, which links to qinqing_http. Each file's bytes stand
# there with their SHA-256 and, unless RAW is given, with what gzip and brotli make of them where
# that is smaller. All is made again when a file changes. A path is absolute or relative to the
# current source folder.
find_program(GZIP_PROGRAM gzip REQUIRED)
find_program(BROTLI_PROGRAM brotli REQUIRED)

function(qinqing_embed target name)
  set(script "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/embed_files.cmake")
  cmake_parse_arguments(arg "RAW" "" "" ${ARGN})
  set(list "")
  set(paths "")
  set(pairs ${arg_UNPARSED_ARGUMENTS})
  while(pairs)
    list(POP_FRONT pairs logical path)
    if(NOT path)
      message(FATAL_ERROR "qinqing_embed(${target} ${name}): '${logical}' has no path")
    endif()
    get_filename_component(path "${path}" ABSOLUTE)
    list(APPEND paths "${path}")
    string(APPEND list "${logical}\t${path}\n")
  endwhile()

  set(folder "${CMAKE_CURRENT_BINARY_DIR}/embedded")
  # The list is a file, so that adding or renaming one makes the source again, like changing one.
  file(MAKE_DIRECTORY "${folder}/${name}")
  file(CONFIGURE OUTPUT "${folder}/${name}.list" CONTENT "${list}" @ONLY)
  add_custom_command(
    OUTPUT "${folder}/${name}.cc" "${folder}/${name}.h"
    COMMAND "${CMAKE_COMMAND}" "-DNAME=${name}" "-DFOLDER=${folder}" "-DRAW=${arg_RAW}"
            "-DGZIP=${GZIP_PROGRAM}" "-DBROTLI=${BROTLI_PROGRAM}" -P "${script}"
    DEPENDS ${paths} "${folder}/${name}.list" "${script}"
    COMMENT "Embedding ${name}"
    VERBATIM)
  target_sources(${target} PRIVATE "${folder}/${name}.cc" "${folder}/${name}.h")
  target_include_directories(${target} PUBLIC "${CMAKE_CURRENT_BINARY_DIR}")
endfunction()
