# SPDX-License-Identifier: Apache-2.0
#
# A floor and its rooms. heartlink_floor(N) opens floor N; heartlink_room(NAME …) puts src/NAME/ on it as
# heartlink_NAME, linked to all of floor N-1, which stands on all below. A room of headers only is an INTERFACE
# library, so a room may be empty while it is being built. `*_test.cc` beside the code and what they share
# (`testing/`) become one test program per room.

set(HEARTLINK_SOURCE_DIR ${CMAKE_CURRENT_SOURCE_DIR}/src)

function(heartlink_floor number)
  add_library(heartlink_floor_${number} INTERFACE)
  if(number GREATER 1)
    math(EXPR below "${number} - 1")
    target_link_libraries(heartlink_floor_${number} INTERFACE heartlink_floor_${below})
  endif()
  set(HEARTLINK_FLOOR ${number} PARENT_SCOPE)
endfunction()

function(heartlink_room room)
  cmake_parse_arguments(PARSE_ARGV 1 arg "ASIO" "" "LIBRARIES")
  math(EXPR below "${HEARTLINK_FLOOR} - 1")
  heartlink_sources_of(${room} sources)
  list(FILTER sources EXCLUDE REGEX "/src/store/sql/")
  heartlink_library(${room} "${sources}" ${below} ${arg_ASIO} "${arg_LIBRARIES}")
  target_link_libraries(heartlink_floor_${HEARTLINK_FLOOR} INTERFACE heartlink_${room})

  heartlink_tests_of(${room} tests)
  list(FILTER tests EXCLUDE REGEX "/src/store/sql/")
  set_property(GLOBAL APPEND PROPERTY HEARTLINK_ROOMS ${room})
  set_property(GLOBAL PROPERTY HEARTLINK_TESTS_${room} "${tests}")
  set_property(GLOBAL PROPERTY HEARTLINK_ASIO_${room} ${arg_ASIO})
endfunction()

# A folder inside a room that is a target of its own because the floors above must not link it.
function(heartlink_inner_room name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "FOLDER;BELOW" "LIBRARIES")
  heartlink_sources_of(${arg_FOLDER} sources)
  heartlink_library(${name} "${sources}" ${arg_BELOW} FALSE "${arg_LIBRARIES}")
  heartlink_tests_of(${arg_FOLDER} tests)
  set_property(GLOBAL APPEND PROPERTY HEARTLINK_ROOMS ${name})
  set_property(GLOBAL PROPERTY HEARTLINK_TESTS_${name} "${tests}")
  set_property(GLOBAL PROPERTY HEARTLINK_ASIO_${name} FALSE)
endfunction()

function(heartlink_library room sources floor_below asio libraries)
  set(target heartlink_${room})
  set(scope PUBLIC)
  if(sources)
    add_library(${target} STATIC ${sources})
  else()
    add_library(${target} INTERFACE)
    set(scope INTERFACE)
  endif()
  target_include_directories(${target} ${scope} ${HEARTLINK_SOURCE_DIR})
  target_link_libraries(${target} ${scope} ${libraries})
  if(floor_below GREATER 0)
    target_link_libraries(${target} ${scope} heartlink_floor_${floor_below})
  endif()
  if(asio AND sources)
    heartlink_use_asio(${target})
  elseif(asio)
    target_link_libraries(${target} INTERFACE heartlink_asio)
  endif()
endfunction()

function(heartlink_sources_of folder result)
  file(GLOB_RECURSE found CONFIGURE_DEPENDS ${HEARTLINK_SOURCE_DIR}/${folder}/*.cc)
  list(FILTER found EXCLUDE REGEX "_(test|fuzz|bench)\\.cc$|/testing/")
  set(${result} ${found} PARENT_SCOPE)
endfunction()

function(heartlink_tests_of folder result)
  file(GLOB_RECURSE found CONFIGURE_DEPENDS ${HEARTLINK_SOURCE_DIR}/${folder}/*.cc)
  list(FILTER found INCLUDE REGEX "_test\\.cc$|/testing/")
  set(${result} ${found} PARENT_SCOPE)
endfunction()
