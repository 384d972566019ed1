// SPDX-License-Identifier: Apache-2.0
// The filter of words and links between strangers: in which rooms it looks, what it looks for, and what comes
// of that. One per process; asked by the store's threads, reloaded by the main one.
#pragma once

#include <memory>
#include <mutex>
#include <string_view>

#include "base/config.h"
#include "base/result.h"
#include "filter/lexicon.h"
#include "model/caution.h"
#include "model/entry.h"
#include "model/room.h"

namespace heartlink::filter {

class Filter {
 public:
  // With the keys filter.* and the file that they name. Errors: config_invalid, with file and line.
  static base::Result<std::unique_ptr<Filter>> open(const base::Config& config);
  Filter(const Filter&) = delete;
  Filter& operator=(const Filter&) = delete;

  // Reads the operator's file again. With an error, as open() has it, everything stays as it was.
  base::Result<void> reload();

  // What a text in this room is marked with. Of rooms that are not of strangers, and while filter.action is
  // off, nothing is looked at.
  [[nodiscard]] model::Caution caution_in(const model::Room& room, std::string_view text) const;

  // Marks an entry that is a message.
  void mark(const model::Room& room, model::Entry& entry) const;

  // What is marked is not stored.
  [[nodiscard]] bool holds() const { return holds_; }

 private:
  explicit Filter(const base::Config& config);
  [[nodiscard]] base::Result<std::shared_ptr<const Lexicon>> read() const;
  [[nodiscard]] std::shared_ptr<const Lexicon> lexicon() const;

  const base::Config& config_;
  const bool is_on_;
  const bool holds_;
  mutable std::mutex mutex_;  // of the pointer
  std::shared_ptr<const Lexicon> lexicon_;
};

}  // namespace heartlink::filter
