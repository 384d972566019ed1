# SPDX-License-Identifier: Apache-2.0
#
# cmake -D FOLDER=… -D OUT=… -P embed_words.cmake
# Turns the word lists of the filter into the table behind filter/word_files.h, in the order of the file names.

cmake_minimum_required(VERSION 3.25)
file(GLOB files ${FOLDER}/*.txt)
list(SORT files)
set(rows "")
set(count 0)
foreach(file IN LISTS files)
  get_filename_component(name ${file} NAME)
  file(READ ${file} text)
  string(APPEND rows "    WordFile{\"${name}\", R\"words(${text})words\"},\n")
  math(EXPR count "${count} + 1")
endforeach()

file(CONFIGURE OUTPUT ${OUT} @ONLY CONTENT [[
// SPDX-License-Identifier: Apache-2.0
// Written by cmake/embed_words.cmake from src/filter/words/.
#include "filter/word_files.h"

#include <array>

namespace heartlink::filter {

std::span<const WordFile> word_files() {
  static constexpr std::array<WordFile, @count@> files{{
@rows@  }};
  return files;
}

}  // namespace heartlink::filter
]])
