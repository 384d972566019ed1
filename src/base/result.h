// SPDX-License-Identifier: Apache-2.0
// Result<T>: a value or an Error, never an exception. Behind it stands boost::system::result, because
// std::expected is not to be had with both compilers; nothing outside this file spells that name.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

#include <boost/assert/source_location.hpp>

#include "base/error.h"

namespace heartlink::base {

// Found by argument-dependent lookup when .value() is called on an error: that is a bug, so it throws.
[[noreturn]] inline void throw_exception_from_error(const Error& error, const boost::source_location&) {
  throw std::logic_error("value() of a failed Result: " + error.detail);
}

}  // namespace heartlink::base

#include <boost/system/result.hpp>

namespace heartlink::base {

template <class T>
using Result = boost::system::result<T, Error>;

// Shorthand for the failing return: `return fail(Code::room_not_found);`
inline Error fail(Code code, std::string detail = {},
                  std::chrono::milliseconds retry = std::chrono::milliseconds{0}) {
  return Error{code, std::move(detail), retry};
}

}  // namespace heartlink::base
