# SPDX-License-Identifier: Apache-2.0
#
# cmake -D FOLDER=… -D OUT=… -P embed_sql.cmake
# Turns NNNN_name.DIALECT.sql into the table behind store/sql/migration_files.h, in the order of the file names.
# A name that does not fit, or two files of one number and dialect, stop the build.

cmake_minimum_required(VERSION 3.25)
file(GLOB files ${FOLDER}/*.sql)
list(SORT files)
set(rows "")
set(seen "")
set(count 0)
foreach(file IN LISTS files)
  get_filename_component(name ${file} NAME)
  if(NOT name MATCHES "^([0-9][0-9][0-9][0-9])_([a-z0-9_]+)\\.(sqlite|postgres)\\.sql$")
    message(FATAL_ERROR "${name}: a migration is named 0001_what_it_does.sqlite.sql or .postgres.sql")
  endif()
  set(number ${CMAKE_MATCH_1})
  set(title ${CMAKE_MATCH_2})
  set(dialect ${CMAKE_MATCH_3})
  if("${number}.${dialect}" IN_LIST seen)
    message(FATAL_ERROR "${name}: there is already a migration ${number} for ${dialect}")
  endif()
  list(APPEND seen "${number}.${dialect}")
  file(READ ${file} text)
  string(REGEX REPLACE "^0+" "" number ${number})
  string(APPEND rows "    MigrationFile{${number}, \"${title}\", \"${dialect}\", R\"migration(${text})migration\"},\n")
  math(EXPR count "${count} + 1")
endforeach()

file(CONFIGURE OUTPUT ${OUT} @ONLY CONTENT [[
// SPDX-License-Identifier: Apache-2.0
// Written by cmake/embed_sql.cmake from src/store/sql/migrations/.
#include "store/sql/migration_files.h"

#include <array>

namespace heartlink::store::sql {

std::span<const MigrationFile> migration_files() {
  static constexpr std::array<MigrationFile, @count@> files{{
@rows@  }};
  return files;
}

}  // namespace heartlink::store::sql
]])
