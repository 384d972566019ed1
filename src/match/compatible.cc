// SPDX-License-Identifier: Apache-2.0
#include "match/compatible.h"

#include <algorithm>
#include <functional>
#include <string>

namespace heartlink::match {
namespace {

using base::SteadyTime;
using model::About;
using model::UserId;
using model::Wanted;

std::uint8_t bit_of_band(std::uint8_t band) {
  return band == 0 ? std::uint8_t{0} : static_cast<std::uint8_t>(1U << (band - 1U));
}

bool has_one_of(const std::vector<std::string>& tags, const std::vector<std::string>& wanted) {
  return std::any_of(wanted.begin(), wanted.end(),
                     [&](const auto& tag) { return std::find(tags.begin(), tags.end(), tag) != tags.end(); });
}

bool fulfils(const About& about, const Wanted& wanted) {
  if (!wanted.language.empty() && wanted.language != about.language) return false;
  if (wanted.age_bands != 0 && (wanted.age_bands & bit_of_band(about.age_band)) == 0) return false;
  return wanted.tags.empty() || has_one_of(about.tags, wanted.tags);
}

// From when on the one's wishes no longer keep the other away.
SteadyTime wish_ends(const Applicant& one, const Applicant& other, const Rules& rules) {
  if (fulfils(other.ticket.about, one.ticket.wanted)) return always;
  return one.ticket.wanted.hard ? never : one.since + rules.soft_wait;
}

// Of items that are sorted by user.
template <class Items>
auto place_of(Items& sorted, UserId user) {
  return std::lower_bound(sorted.begin(), sorted.end(), user,
                          [](const auto& item, UserId id) { return item.user < id; });
}

template <class Item>
const Item* found_in(const std::vector<Item>& sorted, UserId user) {
  const auto place = place_of(sorted, user);
  return place != sorted.end() && place->user == user ? &*place : nullptr;
}

SteadyTime recent_until(const Applicant& one, const Applicant& other) {
  const auto* recent = found_in(one.recents, other.ticket.user);
  return recent == nullptr ? always : recent->until;
}

SteadyTime refused_until(const Applicant& one, const Applicant& other) {
  for (const auto& refused : one.refused) {
    if (refused.user == other.ticket.user) return refused.until;
  }
  return always;
}

void put_off(Ripe& ripe, SteadyTime at, Rule rule) {
  if (at > ripe.at) ripe = Ripe{at, rule};
}

void put_off_by_heart(Ripe& ripe, const Applicant& one, const Applicant& other, const Rules& rules) {
  put_off(ripe, wish_ends(one, other, rules), Rule::wish);
  put_off(ripe, wish_ends(other, one, rules), Rule::wish);
  const auto recent = std::max(recent_until(one, other), recent_until(other, one));
  put_off(ripe, std::min(recent, std::max(one.since, other.since) + rules.recent_wait), Rule::recent);
}

std::uint64_t bits_of(const std::vector<std::string>& tags) {
  std::uint64_t bits = 0;
  for (const auto& tag : tags) bits |= std::uint64_t{1} << (std::hash<std::string>{}(tag) % 64U);
  return bits;
}

// Never 0 for a language that is said.
std::uint32_t glance_of(const std::string& language) {
  return language.empty() ? 0U : static_cast<std::uint32_t>(std::hash<std::string>{}(language)) | 1U;
}

}  // namespace

Ripe ripe_at(const Applicant& one, const Applicant& other, const Rules& rules) {
  if (one.ticket.kind != other.ticket.kind) return {never, Rule::kind};
  if (one.ticket.user == other.ticket.user) return {never, Rule::self};
  if (is_barred(one, other)) return {never, Rule::block};
  if (one.ticket.number != other.ticket.number) return {never, Rule::number};
  Ripe ripe;
  if (one.ticket.kind == model::MatchKind::heart) put_off_by_heart(ripe, one, other, rules);
  put_off(ripe, std::max(refused_until(one, other), refused_until(other, one)), Rule::refused);
  return ripe;
}

bool is_barred(const Applicant& one, const Applicant& other) {
  return found_in(one.bars, other.ticket.user) != nullptr || found_in(other.bars, one.ticket.user) != nullptr;
}

void set_bar(std::vector<Bar>& bars, UserId other, bool by_me, bool blocks, std::size_t most) {
  auto place = place_of(bars, other);
  if (place == bars.end() || place->user != other) {
    if (!blocks || bars.size() >= most) return;
    place = bars.insert(place, Bar{other});
  }
  (by_me ? place->by_me : place->by_him) = blocks;
  if (!place->by_me && !place->by_him) bars.erase(place);
}

void set_recent(std::vector<Until>& recents, UserId other, SteadyTime until, std::size_t most) {
  const auto place = place_of(recents, other);
  if (place != recents.end() && place->user == other) {
    place->until = std::max(place->until, until);
  } else if (recents.size() < most) {
    recents.insert(place, Until{other, until});
  }
}

void set_refused(Applicant& applicant, UserId other, SteadyTime until, std::size_t most) {
  auto& refused = applicant.refused;
  std::erase_if(refused, [&](const Until& old) { return old.user == other; });
  if (!refused.empty() && refused.size() >= most) {
    refused.erase(std::min_element(refused.begin(), refused.end(),
                                   [](const Until& a, const Until& b) { return a.until < b.until; }));
  }
  refused.push_back(Until{other, until});
}

Glance glance_at(const model::Ticket& ticket) {
  Glance glance;
  if (ticket.kind == model::MatchKind::number) return glance;
  glance.tags = bits_of(ticket.about.tags);
  glance.language = glance_of(ticket.about.language);
  glance.band = bit_of_band(ticket.about.age_band);
  if (!ticket.wanted.hard) return glance;
  glance.wanted_tags = bits_of(ticket.wanted.tags);
  glance.wanted_language = glance_of(ticket.wanted.language);
  glance.wanted_bands = ticket.wanted.age_bands;
  return glance;
}

}  // namespace heartlink::match
