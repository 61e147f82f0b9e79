# One folder of the house is one library, one test program and, if it has *_fuzz.cc, fuzz targets.
#
#   qinqing_module(dmn DEPS base LIBS pugixml::pugixml)
#
# takes every *.cc of the current folder and of its subfolders (a concept of its own inside the
# folder, such as contact/filings): *_test.cc into `dmn_test`, X_fuzz.cc into `X_fuzz`,
# main.cc into nothing, testing/*.cc into `qinqing_dmn_testing` for this folder's tests and for those
# of the folders above, the rest into the library `qinqing_dmn`. DEPS are modules on lower floors,
# LIBS are libraries from outside.
function(qinqing_module name)
  cmake_parse_arguments(arg "" "" "DEPS;LIBS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cc"
       "${CMAKE_CURRENT_SOURCE_DIR}/*/*.cc")
  file(GLOB tests CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*_test.cc"
       "${CMAKE_CURRENT_SOURCE_DIR}/*/*_test.cc")
  file(GLOB testing CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/testing/*.cc")
  file(GLOB fuzzers CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*_fuzz.cc")
  file(GLOB program "${CMAKE_CURRENT_SOURCE_DIR}/main.cc")
  list(REMOVE_ITEM sources ${tests} ${testing} ${fuzzers} ${program} "")

  add_library(qinqing_${name} STATIC ${sources})
  target_include_directories(qinqing_${name} PUBLIC "${CMAKE_SOURCE_DIR}/src")
  foreach(dep IN LISTS arg_DEPS)
    target_link_libraries(qinqing_${name} PUBLIC qinqing_${dep})
  endforeach()
  target_link_libraries(qinqing_${name} PUBLIC ${arg_LIBS})
  qinqing_precompiled(qinqing_${name})

  if(testing AND QINQING_TESTS)
    add_library(qinqing_${name}_testing STATIC EXCLUDE_FROM_ALL ${testing})
    target_link_libraries(qinqing_${name}_testing PUBLIC qinqing_${name} GTest::gtest)
    qinqing_precompiled_tests(qinqing_${name}_testing)
    target_compile_definitions(qinqing_${name}_testing PRIVATE
      QINQING_SOURCE_DIR="${CMAKE_SOURCE_DIR}" QINQING_TESTDATA="${CMAKE_CURRENT_SOURCE_DIR}/testdata")
  endif()
  if(tests AND QINQING_TESTS)
    add_executable(${name}_test EXCLUDE_FROM_ALL ${tests})
    foreach(folder IN ITEMS ${name} ${arg_DEPS})
      if(TARGET qinqing_${folder}_testing)
        target_link_libraries(${name}_test PRIVATE qinqing_${folder}_testing)
      endif()
    endforeach()
    target_link_libraries(${name}_test PRIVATE qinqing_${name} GTest::gtest GTest::gtest_main rapidcheck)
    qinqing_precompiled_tests(${name}_test)
    target_compile_definitions(${name}_test PRIVATE
      QINQING_SOURCE_DIR="${CMAKE_SOURCE_DIR}" QINQING_TESTDATA="${CMAKE_CURRENT_SOURCE_DIR}/testdata")
    add_test(NAME ${name} COMMAND ${name}_test WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}")
    add_dependencies(tests ${name}_test)
  endif()
  if(QINQING_FUZZ)
    foreach(fuzzer IN LISTS fuzzers)
      get_filename_component(target "${fuzzer}" NAME_WE)
      add_executable(${target} EXCLUDE_FROM_ALL ${fuzzer})
      target_link_libraries(${target} PRIVATE qinqing_${name})
      target_compile_options(${target} PRIVATE -fsanitize=fuzzer)
      target_link_options(${target} PRIVATE -fsanitize=fuzzer)
      add_dependencies(fuzzers ${target})
    endforeach()
  endif()
endfunction()

add_custom_target(tests)
add_custom_target(fuzzers)

find_package(Threads REQUIRED)
# ./run installs no test libraries; ./test does.
find_package(GTest QUIET)
find_library(RAPIDCHECK_LIBRARY rapidcheck)
set(QINQING_TESTS OFF)
if(GTest_FOUND AND RAPIDCHECK_LIBRARY)
  set(QINQING_TESTS ON)
  add_library(rapidcheck INTERFACE)
  target_link_libraries(rapidcheck INTERFACE "${RAPIDCHECK_LIBRARY}")
endif()
