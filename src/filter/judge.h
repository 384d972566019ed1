// SPDX-License-Identifier: Apache-2.0
// What the filter finds in one text. Pure: the same text and patterns always give the same answer.
#pragma once

#include <string_view>

#include "filter/lexicon.h"
#include "model/caution.h"

namespace heartlink::filter {

// The gravest thing in it: asking for money, then contacts, then links, then the operator's words. The time
// is linear in the text, which is valid UTF-8.
[[nodiscard]] model::Caution judge(const Lexicon& lexicon, std::string_view text);

}  // namespace heartlink::filter
