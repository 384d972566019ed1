// SPDX-License-Identifier: Apache-2.0
// Addresses of the web and of mail in folded text (filter/writing.h), also such as are written to be read by
// people only: "t点me", "example . com", "example dot com". Pure; each walks the text once.
#pragma once

#include <string_view>

#include "filter/lexicon.h"

namespace heartlink::filter {

// "://", "www.", a name before an ending, or a host of the lists. Versions, times and decimals are none, nor
// is the end of a sentence before a word that is an ending too.
[[nodiscard]] bool has_link(std::u32string_view folded, const Lexicon& lexicon);

// somebody@example.org.
[[nodiscard]] bool has_mail(std::u32string_view folded);

}  // namespace heartlink::filter
