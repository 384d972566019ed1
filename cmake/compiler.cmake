# SPDX-License-Identifier: Apache-2.0
#
# Language, warnings, hardening, and the two tools that make builds short (ccache, mold). Everything here holds
# for every target: the shared precompiled header is only valid where all flags agree.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)

# -fPIE for libraries too (they only ever end in our executables): CMake's own switch would compile them as
# -fPIC, and g++ refuses a precompiled header across the two.
add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-fPIE>)
add_link_options(-pie)

set(warnings -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wimplicit-fallthrough -Wformat=2 -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  # Text that a reader sees in another order than the compiler does is an attack, in source as in chat.
  list(APPEND warnings -Wtrampolines -Wbidi-chars=any)
  # What g++ 12 imagines once it has inlined: every coroutine frame is "mismatched", every std::string may be 2^64
  # octets long. clang and the sanitizers watch the same ground without these false alarms.
  list(APPEND warnings -Wno-mismatched-new-delete -Wno-stringop-overflow -Wno-stringop-overread -Wno-restrict
                       -Wno-array-bounds)
else()
  # clang blames us for a deprecated call inside libstdc++ 12's own std::stable_sort. g++ still watches ours.
  list(APPEND warnings -Wno-deprecated-declarations)
endif()
add_compile_options("$<$<COMPILE_LANGUAGE:CXX>:${warnings}>")

# The OpenSSF guide's list, as far as g++ 12 knows it. The library's own checks (an empty optional, an index past the
# end) abort in every build, so that tests meet what the shipped binary would do.
if(CMAKE_BUILD_TYPE STREQUAL Release)
  set(hardening -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -D_GLIBCXX_ASSERTIONS -fstack-protector-strong
                -fstack-clash-protection -fcf-protection=full -ftrivial-auto-var-init=zero
                -fno-delete-null-pointer-checks -fno-strict-overflow -fno-strict-aliasing)
  add_compile_options("$<$<COMPILE_LANGUAGE:CXX>:${hardening}>" $<$<COMPILE_LANGUAGE:ASM>:-fcf-protection=full>)
  add_link_options(-Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack -Wl,-z,nodlopen)
else()
  add_compile_definitions(_GLIBCXX_ASSERTIONS)
endif()
add_link_options(-Wl,--as-needed)

if(NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
  find_program(CCACHE ccache)
  if(CCACHE)
    # The sloppiness ccache asks for before it caches anything that uses a precompiled header.
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
        CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${CCACHE})
    if(CMAKE_CXX_COMPILER_ID STREQUAL Clang)
      add_compile_options("$<$<COMPILE_LANGUAGE:CXX>:SHELL:-Xclang -fno-pch-timestamp>")
    else()
      add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-fpch-preprocess>)
    endif()
  endif()
endif()

find_program(MOLD mold)
if(MOLD)
  add_link_options(-fuse-ld=mold)
endif()
