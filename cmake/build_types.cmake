# SPDX-License-Identifier: Apache-2.0
#
# The five build types, one per preset. Plain variables, not cached ones: a change here reaches old build folders.
# NDEBUG is never defined: a broken invariant aborts in the release binary too.

set(flags_debug "-O0 -g")
set(flags_release "-O2 -g1")
# Frame pointers and one optimisation step keep reports readable at a third of the -O0 running time.
set(flags_sanitized "-O1 -g1 -fno-omit-frame-pointer -fno-sanitize-recover=all")
set(flags_asan "${flags_sanitized} -fsanitize=address,undefined")
set(flags_tsan "${flags_sanitized} -fsanitize=thread")
# Libraries are instrumented without a main; the fuzz targets themselves add libFuzzer's.
set(flags_fuzz "${flags_sanitized} -fsanitize=fuzzer-no-link,address,undefined")

foreach(type IN ITEMS debug release asan tsan fuzz)
  string(TOUPPER ${type} upper)
  set(CMAKE_CXX_FLAGS_${upper} "${flags_${type}}")
  if(type MATCHES "san$|fuzz")
    string(REGEX MATCH "-fsanitize=[^ ]+" sanitize "${flags_${type}}")
    set(CMAKE_EXE_LINKER_FLAGS_${upper} "${sanitize}")
  endif()
endforeach()

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Debug, Release, Asan, Tsan or Fuzz" FORCE)
endif()
