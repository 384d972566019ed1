// SPDX-License-Identifier: Apache-2.0
#include "filter/filter.h"

#include <utility>
#include <vector>

#include "filter/judge.h"
#include "filter/word_files.h"
#include "filter/word_list.h"

namespace heartlink::filter {

using base::Result;
using model::Caution;

Filter::Filter(const base::Config& config)
    : config_(config), is_on_(config.filter_action != "off"), holds_(config.filter_action == "hold") {}

Result<std::unique_ptr<Filter>> Filter::open(const base::Config& config) {
  std::unique_ptr<Filter> filter{new Filter(config)};
  if (auto loaded = filter->reload(); loaded.has_error()) return loaded.error();
  return filter;
}

Result<void> Filter::reload() {
  auto read = this->read();
  if (read.has_error()) return read.error();
  const std::scoped_lock lock{mutex_};
  lexicon_ = std::move(*read);
  return {};
}

// The file is read even while the filter is off: a mistake in it is found before it is needed.
Result<std::shared_ptr<const Lexicon>> Filter::read() const {
  std::vector<Pattern> patterns;
  if (!config_.filter_words.empty()) {
    auto words = read_words(config_.filter_words, config_.limits);
    if (words.has_error()) return words.error();
    patterns = std::move(*words);
  }
  for (const auto& file : word_files()) {
    if (!config_.filter_defaults) break;
    auto own = parse_sections(file.text, file.name);
    if (own.has_error()) return own.error();
    patterns.insert(patterns.end(), own->begin(), own->end());
  }
  return std::make_shared<const Lexicon>(patterns, config_.filter_defaults);
}

std::shared_ptr<const Lexicon> Filter::lexicon() const {
  const std::scoped_lock lock{mutex_};
  return lexicon_;
}

Caution Filter::caution_in(const model::Room& room, std::string_view text) const {
  if (!is_on_ || !room.is_of_strangers()) return Caution::none;
  return judge(*lexicon(), text);
}

void Filter::mark(const model::Room& room, model::Entry& entry) const {
  if (entry.kind == model::EntryKind::message) entry.caution = caution_in(room, entry.content);
}

}  // namespace heartlink::filter
