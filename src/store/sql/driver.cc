// SPDX-License-Identifier: Apache-2.0
#include "store/sql/driver.h"

#include <chrono>
#include <cstring>

#include <fmt/format.h>

namespace heartlink::store::sql {

base::Error error_of(const Failure& failure) {
  using base::Code;
  switch (failure.kind) {
    case FailureKind::busy:
      return base::fail(Code::busy, describe(failure), std::chrono::milliseconds{250});
    case FailureKind::full:
      return base::fail(Code::storage_full, describe(failure));
    case FailureKind::io:
    case FailureKind::corrupt:
      return base::fail(Code::unavailable, describe(failure));
    case FailureKind::constraint:
    case FailureKind::other:
      break;
  }
  return base::fail(Code::internal, describe(failure));
}

std::string describe(const Failure& failure) {
  if (failure.system_error == 0) return fmt::format("{} (code {})", failure.text, failure.code);
  return fmt::format("{} (code {}, errno {}: {})", failure.text, failure.code, failure.system_error,
                     ::strerrordesc_np(failure.system_error));
}

}  // namespace heartlink::store::sql
