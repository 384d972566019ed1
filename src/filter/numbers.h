// SPDX-License-Identifier: Apache-2.0
// Numbers and names of people in folded text (filter/writing.h): telephone numbers, and what stands behind
// the word of a platform. Pure; each walks the text once.
#pragma once

#include <cstddef>
#include <string_view>

namespace heartlink::filter {

// A Chinese mobile number (11 digits from 13 to 19, with or without 86, also in Chinese numerals), or
// 8 to 15 digits behind a plus. Dates, times, amounts and years are none.
[[nodiscard]] bool has_telephone(std::u32string_view folded);

// Somebody's name or number on a platform whose word ends before `at`: five digits or more, unless they
// count something; letters with digits; or, behind a colon or a word for "is", letters alone.
[[nodiscard]] bool names_account(std::u32string_view folded, std::size_t at);

// The same behind a letter that may stand for a platform, or a word that asks to be added: six to twelve
// digits and nothing between but, perhaps, a colon or a word for "is"; behind a colon also letters with
// digits.
[[nodiscard]] bool is_account(std::u32string_view folded, std::size_t at);

}  // namespace heartlink::filter
