# SPDX-License-Identifier: Apache-2.0
#
# The proof that nothing is lost, as programs: what `./dev fault` runs (tests/fault/). Their unit tests are made with
# all others (tests.cmake); these here are built for the release binary that they watch.

if(is_fuzz_build OR NOT TARGET fault_shared)
  return()
endif()

# The runs over a real server: for release only, so that no other build has to make them.
file(GLOB_RECURSE runs CONFIGURE_DEPENDS ${tests_dir}/fault/scenario/*.cc)
list(FILTER runs EXCLUDE REGEX "_main\\.cc$")
add_library(fault_runs OBJECT EXCLUDE_FROM_ALL ${runs})
target_include_directories(fault_runs PRIVATE ${CMAKE_SOURCE_DIR})
target_link_libraries(fault_runs PUBLIC heartlink_test_support heartlink_floor_8 heartlink_store_sql GTest::gtest)

# Who torments the server need not be fast: a third less to wait for.
if(CMAKE_BUILD_TYPE STREQUAL Release)
  foreach(part IN ITEMS fault_shared fault_runs process_shared)
    target_compile_options(${part} PRIVATE -O1 -g0)
  endforeach()
endif()

# Each is one *_main.cc.
foreach(program IN ITEMS scenario/run checker/check disk/disk simulation/simulation match/match)
  get_filename_component(name ${program} NAME)
  set(main ${tests_dir}/fault/${program}_main.cc)
  if(NOT EXISTS ${main})
    continue()
  endif()
  add_executable(fault_${name} EXCLUDE_FROM_ALL ${main})
  target_include_directories(fault_${name} PRIVATE ${CMAKE_SOURCE_DIR})
  target_link_libraries(fault_${name} PRIVATE fault_shared process_shared heartlink_test_support heartlink_floor_8
                                              heartlink_store_sql GTest::gmock GTest::gtest CLI11::CLI11)
  if(name STREQUAL run)
    target_link_libraries(fault_run PRIVATE fault_runs)
  endif()
  set_target_properties(fault_${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
endforeach()

# Put before the server's own libc calls (LD_PRELOAD); without sanitizers, which want to be first themselves.
if(EXISTS ${tests_dir}/fault/preload/failing_calls.cc)
  add_library(fault_preload MODULE ${tests_dir}/fault/preload/failing_calls.cc)
  target_include_directories(fault_preload PRIVATE ${CMAKE_SOURCE_DIR})
  target_compile_options(fault_preload PRIVATE -fPIC -fno-sanitize=all)
  # In the place of what all programs are linked with: g++ makes no library with -pie.
  set_target_properties(fault_preload PROPERTIES LINK_OPTIONS -fno-sanitize=all)
  target_link_libraries(fault_preload PRIVATE ${CMAKE_DL_LIBS})
  set_target_properties(fault_preload PROPERTIES LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  # What its test puts it before.
  add_executable(fault_victim ${tests_dir}/fault/preload/victim_main.cc)
  target_compile_options(fault_victim PRIVATE -fno-sanitize=all)
  target_link_options(fault_victim PRIVATE -fno-sanitize=all)
  set_target_properties(fault_victim PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  add_dependencies(fault_preload_test fault_preload fault_victim)
endif()
