# SPDX-License-Identifier: Apache-2.0
#
# Sources that are written during the build: the version with its commit, the SQL migrations and the filter's words as
# text.
# Each file is rewritten only when its content changes, so that nothing is compiled again for nothing.

set(generated ${CMAKE_BINARY_DIR}/generated)

# Implements base/version.h. Asked of git at every build; git need not be there.
function(heartlink_add_version target)
  add_custom_target(heartlink_version
    COMMAND ${CMAKE_COMMAND} -D SOURCE=${CMAKE_SOURCE_DIR} -D VERSION=${PROJECT_VERSION}
            -D OUT=${generated}/version.cc -P ${CMAKE_SOURCE_DIR}/cmake/write_version.cmake
    BYPRODUCTS ${generated}/version.cc
    COMMENT "" VERBATIM)
  get_target_property(kind ${target} TYPE)
  if(NOT kind STREQUAL INTERFACE_LIBRARY)
    target_sources(${target} PRIVATE ${generated}/version.cc)
    add_dependencies(${target} heartlink_version)
  endif()
endfunction()

# Implements store/sql/migration_files.h from src/store/sql/migrations/NNNN_name.DIALECT.sql.
function(heartlink_add_migrations target)
  set(folder ${HEARTLINK_SOURCE_DIR}/store/sql/migrations)
  file(GLOB files CONFIGURE_DEPENDS ${folder}/*.sql)
  get_target_property(kind ${target} TYPE)
  if(kind STREQUAL INTERFACE_LIBRARY OR NOT EXISTS ${HEARTLINK_SOURCE_DIR}/store/sql/migration_files.h)
    return()
  endif()
  add_custom_command(OUTPUT ${generated}/migration_files.cc
    COMMAND ${CMAKE_COMMAND} -D FOLDER=${folder} -D OUT=${generated}/migration_files.cc
            -P ${CMAKE_SOURCE_DIR}/cmake/embed_sql.cmake
    DEPENDS ${files} ${CMAKE_SOURCE_DIR}/cmake/embed_sql.cmake
    COMMENT "Embedding the migrations" VERBATIM)
  target_sources(${target} PRIVATE ${generated}/migration_files.cc)
endfunction()

# Implements filter/word_files.h from src/filter/words/LANGUAGE.txt.
function(heartlink_add_word_lists target)
  set(folder ${HEARTLINK_SOURCE_DIR}/filter/words)
  file(GLOB files CONFIGURE_DEPENDS ${folder}/*.txt)
  add_custom_command(OUTPUT ${generated}/word_files.cc
    COMMAND ${CMAKE_COMMAND} -D FOLDER=${folder} -D OUT=${generated}/word_files.cc
            -P ${CMAKE_SOURCE_DIR}/cmake/embed_words.cmake
    DEPENDS ${files} ${CMAKE_SOURCE_DIR}/cmake/embed_words.cmake
    COMMENT "Embedding the word lists" VERBATIM)
  target_sources(${target} PRIVATE ${generated}/word_files.cc)
endfunction()
