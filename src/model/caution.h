// SPDX-License-Identifier: Apache-2.0
// Why a message between strangers is held back or marked (protocol.md §4): what the filter finds in its text.
#pragma once

#include <cstdint>
#include <string_view>

namespace heartlink::model {

// Never stored; found anew whenever the text leaves the store.
enum class Caution : std::uint8_t { none, contact, link, money, word };

// On the wire; nothing is empty.
[[nodiscard]] constexpr std::string_view word_of(Caution caution) {
  constexpr std::string_view words[] = {"", "contact", "link", "money", "word"};
  return words[static_cast<std::size_t>(caution)];
}

}  // namespace heartlink::model
