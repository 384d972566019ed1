// SPDX-License-Identifier: Apache-2.0
// The headers that no answer may lack (docs/protocol.md, "Headers on every answer").
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/process/http_client.h"

namespace heartlink::process {

inline void expect_security_headers(const HttpAnswer& answer) {
  const auto policy = answer.header("content-security-policy");
  EXPECT_THAT(policy, ::testing::HasSubstr("default-src 'none'"));
  EXPECT_THAT(policy, ::testing::HasSubstr("connect-src 'self'"));
  EXPECT_THAT(policy, ::testing::Not(::testing::HasSubstr("unsafe")));
  EXPECT_EQ(answer.header("x-content-type-options"), "nosniff");
  EXPECT_EQ(answer.header("referrer-policy"), "same-origin");
  EXPECT_EQ(answer.header("cross-origin-opener-policy"), "same-origin");
  EXPECT_EQ(answer.header("cross-origin-resource-policy"), "same-origin");
  EXPECT_NE(answer.header("permissions-policy"), "");
}

}  // namespace heartlink::process
