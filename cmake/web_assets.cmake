# SPDX-License-Identifier: Apache-2.0
#
# The web client inside the binary: heartlink_web_assets implements net/embedded_files.h. All presets share one
# web build in build/web, which web_build.cmake repeats only when a source of it has changed.

if(NOT EXISTS ${CMAKE_SOURCE_DIR}/web/embed.mjs OR NOT EXISTS ${HEARTLINK_SOURCE_DIR}/net/embedded_files.h)
  return()
endif()

find_program(NODE node REQUIRED)
find_program(NPM npm REQUIRED)
execute_process(COMMAND ${NODE} --version OUTPUT_VARIABLE node_version OUTPUT_STRIP_TRAILING_WHITESPACE)
string(REPLACE "v" "" node_version "${node_version}")
if(node_version VERSION_LESS 20.19)
  message(FATAL_ERROR "node ${node_version} is too old for the web build (20.19 or newer): ./dev build brings its own")
endif()

set(web ${CMAKE_SOURCE_DIR}/web)
set(web_out ${CMAKE_SOURCE_DIR}/build/web)
file(GLOB_RECURSE web_sources CONFIGURE_DEPENDS ${web}/src/* ${web}/public/*)
file(GLOB web_top CONFIGURE_DEPENDS ${web}/*.html ${web}/*.json ${web}/*.ts ${web}/*.mjs)
list(FILTER web_sources EXCLUDE REGEX "\\.test\\.tsx?$")

add_custom_command(
  OUTPUT ${web_out}/embedded_files.S ${web_out}/embedded_files.cc
  COMMAND ${CMAKE_COMMAND} -D WEB=${web} -D OUT=${web_out} -D NPM=${NPM} -D NODE=${NODE}
          -P ${CMAKE_SOURCE_DIR}/cmake/web_build.cmake
  DEPENDS ${web_sources} ${web_top} ${CMAKE_SOURCE_DIR}/cmake/web_build.cmake
  COMMENT "Building the web client" VERBATIM)

add_library(heartlink_web_assets STATIC ${web_out}/embedded_files.S ${web_out}/embedded_files.cc)
target_include_directories(heartlink_web_assets PRIVATE ${HEARTLINK_SOURCE_DIR})
# The pages arrive by .incbin, which no dependency scan sees; embed.mjs writes the .S anew with every web build.
set_source_files_properties(${web_out}/embedded_files.S PROPERTIES OBJECT_DEPENDS ${web_out}/embedded_files.cc)
