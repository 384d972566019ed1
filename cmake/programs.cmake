# SPDX-License-Identifier: Apache-2.0
#
# What a person runs: heartlink, heartlink-load and the micro-benches, each at the top of the build folder.

if(EXISTS ${HEARTLINK_SOURCE_DIR}/main.cc)
  add_executable(heartlink ${HEARTLINK_SOURCE_DIR}/main.cc)
  target_link_libraries(heartlink PRIVATE heartlink_floor_8 heartlink_store_sql)
  if(TARGET heartlink_web_assets)
    target_link_libraries(heartlink PRIVATE heartlink_web_assets)
  endif()
  heartlink_use_asio(heartlink)
  set_target_properties(heartlink PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
endif()

# The load generator speaks through the kernel as any client would; from us it borrows the codec and the words.
file(GLOB_RECURSE load_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/bench/load/*.cc)
list(FILTER load_sources EXCLUDE REGEX "_test\\.cc$")
if(load_sources)
  add_executable(heartlink-load ${load_sources})
  target_include_directories(heartlink-load PRIVATE ${CMAKE_SOURCE_DIR})
  target_link_libraries(heartlink-load PRIVATE heartlink_net CLI11::CLI11)
endif()

# The yardstick beside which a fan-out is measured; it shares nothing with the server either.
file(GLOB raw_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/bench/raw/*.cc)
if(raw_sources)
  add_executable(heartlink-raw EXCLUDE_FROM_ALL ${raw_sources})
  target_include_directories(heartlink-raw PRIVATE ${CMAKE_SOURCE_DIR})
  target_link_libraries(heartlink-raw PRIVATE fmt::fmt OpenSSL::Crypto)
  set_target_properties(heartlink-raw PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
endif()

file(GLOB_RECURSE benches CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/bench/*_bench.cc ${HEARTLINK_SOURCE_DIR}/*_bench.cc)
if(benches)
  find_package(benchmark REQUIRED)
endif()
foreach(bench IN LISTS benches)
  get_filename_component(name ${bench} NAME_WE)
  add_executable(${name} EXCLUDE_FROM_ALL ${bench})
  target_link_libraries(${name} PRIVATE heartlink_floor_7 heartlink_store_sql benchmark::benchmark_main)
endforeach()
