# SPDX-License-Identifier: Apache-2.0
#
# cmake -D WEB=… -D OUT=… -D NPM=… [-D NODE=…] -P web_build.cmake
# npm ci, npm run build, embed.mjs: each only when what it reads has another hash than the last time. Hashes, not
# dates, because five presets and a fresh checkout share the result. Without NODE it stops after npm ci.

cmake_minimum_required(VERSION 3.25)
file(MAKE_DIRECTORY ${OUT})
file(LOCK ${OUT}/lock TIMEOUT 600)

function(run)
  execute_process(COMMAND ${ARGN} WORKING_DIRECTORY ${WEB} RESULT_VARIABLE failed OUTPUT_VARIABLE text ERROR_VARIABLE text)
  if(failed)
    list(JOIN ARGN " " command)
    message(FATAL_ERROR "web: ${command}\n${text}")
  endif()
endfunction()

function(hash_of result)
  set(sum "")
  foreach(file IN LISTS ARGN)
    file(SHA256 ${file} one)
    # Not where the tree lies: a copy of it (tests/fault/bugs/prove.sh) builds the same pages.
    file(RELATIVE_PATH name ${WEB} ${file})
    string(APPEND sum "${name} ${one}\n")
  endforeach()
  string(SHA256 sum "${sum}")
  set(${result} ${sum} PARENT_SCOPE)
endfunction()

# True in `result` when the stamp holds another hash or `product` is missing.
function(is_stale result stamp hash product)
  set(last "")
  if(EXISTS ${stamp} AND EXISTS ${product})
    file(READ ${stamp} last)
  endif()
  if(last STREQUAL hash)
    set(${result} FALSE PARENT_SCOPE)
  else()
    set(${result} TRUE PARENT_SCOPE)
  endif()
endfunction()

hash_of(packages ${WEB}/package.json ${WEB}/package-lock.json)
is_stale(stale ${OUT}/packages.stamp ${packages} ${WEB}/node_modules)
if(stale)
  run(${NPM} ci --no-audit --no-fund)
  file(WRITE ${OUT}/packages.stamp ${packages})
endif()
if(NOT NODE)
  return()
endif()

file(GLOB_RECURSE sources ${WEB}/src/* ${WEB}/public/*)
file(GLOB top ${WEB}/*.html ${WEB}/*.json ${WEB}/*.ts ${WEB}/*.mjs)
hash_of(content ${sources} ${top})
is_stale(stale ${OUT}/content.stamp ${content} ${OUT}/embedded_files.S)
if(stale)
  run(${NPM} run build)
  run(${NODE} ${WEB}/embed.mjs ${OUT} ${WEB}/dist)
  file(WRITE ${OUT}/content.stamp ${content})
endif()
