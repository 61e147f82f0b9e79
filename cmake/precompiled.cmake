# What nearly every file includes from outside the house, compiled once: half the time of a clean
# build is spent reading these. Nothing of the house is here, so that a change of one of its headers
# compiles only what includes it; a file still includes what it uses.
#
#   qinqing_precompiled(target)             the standard library and Boost.JSON
#   qinqing_precompiled_tests(target)       the same, with GoogleTest and RapidCheck

option(QINQING_PRECOMPILED "read the headers from outside once for all files" ON)

# ccache must be told that a file built on precompiled headers may be kept, and clang must not write
# the time into them.
if(CCACHE AND QINQING_PRECOMPILED)
  set(CMAKE_CXX_COMPILER_LAUNCHER "env;CCACHE_SLOPPINESS=pch_defines,time_macros;${CCACHE}")
  add_compile_options("$<$<COMPILE_LANGUAGE:CXX>:SHELL:-Xclang -fno-pch-timestamp>")
endif()

set(qinqing_outside
  <algorithm> <array> <atomic> <charconv> <chrono> <cmath> <cstddef> <cstdint> <cstdlib> <filesystem>
  <fstream> <functional> <iostream> <limits> <map> <memory> <mutex> <optional> <set> <span> <sstream>
  <stdexcept> <string> <string_view> <thread> <tuple> <unordered_map> <utility> <variant> <vector>
  <boost/describe.hpp> <boost/json.hpp>)

function(qinqing_precompile name)
  if(NOT TARGET ${name})
    file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/${name}.cc" CONTENT "")
    add_library(${name} OBJECT EXCLUDE_FROM_ALL "${CMAKE_BINARY_DIR}/${name}.cc")
    target_link_libraries(${name} PRIVATE Boost::json Threads::Threads)
    target_precompile_headers(${name} PRIVATE ${ARGN})
  endif()
endfunction()

function(qinqing_precompiled target)
  if(QINQING_PRECOMPILED)
    qinqing_precompile(qinqing_outside_headers ${qinqing_outside})
    target_precompile_headers(${target} REUSE_FROM qinqing_outside_headers)
  endif()
endfunction()

function(qinqing_precompiled_tests target)
  if(QINQING_PRECOMPILED)
    qinqing_precompile(qinqing_test_headers ${qinqing_outside} <gtest/gtest.h> <rapidcheck/gtest.h>)
    target_link_libraries(qinqing_test_headers PRIVATE GTest::gtest)  # the definitions of every test
    target_precompile_headers(${target} REUSE_FROM qinqing_test_headers)
  endif()
endfunction()
