# SPDX-License-Identifier: Apache-2.0
#
# cmake -D SOURCE=… -D VERSION=… -D OUT=… -P write_version.cmake
# Writes "VERSION+commit", or only VERSION where there is no git or no commit (a source archive).

set(commit "")
if(EXISTS ${SOURCE}/.git)
  execute_process(COMMAND git -C ${SOURCE} rev-parse --short=12 HEAD
    OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
  if(failed)
    set(commit "")
  endif()
endif()
if(commit)
  set(VERSION "${VERSION}+${commit}")
endif()

file(CONFIGURE OUTPUT ${OUT} @ONLY CONTENT [[
// SPDX-License-Identifier: Apache-2.0
// Written by cmake/write_version.cmake.
#include "base/version.h"

namespace heartlink::base {

std::string_view version() { return "@VERSION@"; }

}  // namespace heartlink::base
]])
