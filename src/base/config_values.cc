// SPDX-License-Identifier: Apache-2.0
// Numbers with units, lists, and the three forms of addresses. Arithmetic is checked: a number that does not
// fit is not of the form.

#include "base/config_values.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <utility>

#include <arpa/inet.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.h"

namespace heartlink::base::config_values {
namespace {

struct Unit {
  std::string_view name;
  std::uint64_t factor;
};

constexpr std::array<Unit, 8> byte_units{{{"", 1},
                                          {"b", 1},
                                          {"kb", 1000},
                                          {"mb", 1'000'000},
                                          {"gb", 1'000'000'000},
                                          {"kib", 1ULL << 10U},
                                          {"mib", 1ULL << 20U},
                                          {"gib", 1ULL << 30U}}};

constexpr std::array<Unit, 6> duration_units{
    {{"", 1000}, {"ms", 1}, {"s", 1000}, {"m", 60'000}, {"h", 3'600'000}, {"d", 86'400'000}}};

std::string lower(std::string_view text) {
  std::string out{text};
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

template <std::size_t Size>
std::optional<std::uint64_t> with_unit(std::string_view text, const std::array<Unit, Size>& units) {
  const auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
  const auto number = parse_count(text.substr(0, digits));
  const std::string name = lower(trimmed(text.substr(digits)));
  const auto* unit = std::find_if(units.begin(), units.end(), [&](const Unit& u) { return u.name == name; });
  if (!number || unit == units.end()) return std::nullopt;
  constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (*number > most / unit->factor) return std::nullopt;
  return *number * unit->factor;
}

// The largest unit that leaves a whole number.
std::string print_with(std::uint64_t value, const std::array<Unit, 4>& units) {
  for (const Unit& unit : units) {
    if (value >= unit.factor && value % unit.factor == 0) {
      return fmt::format("{}{}", value / unit.factor, unit.name);
    }
  }
  return fmt::format("{}", value);
}

bool is_address(int family, std::string_view text) {
  std::array<unsigned char, sizeof(in6_addr)> ignored{};
  return ::inet_pton(family, std::string{text}.c_str(), ignored.data()) == 1;
}

bool is_port(std::string_view text) {
  const auto port = parse_count(text);
  return port && *port <= 65'535 && (text == "0" || text.front() != '0');
}

struct HostPort {
  std::string_view host;  // an IPv6 address keeps its brackets
  std::string_view port;  // empty when there is none
};

// Splits at the colon that is not inside brackets.
std::optional<HostPort> split_port(std::string_view text) {
  const auto closing = text.starts_with('[') ? text.find(']') : std::string_view::npos;
  if (text.starts_with('[') && closing == std::string_view::npos) return std::nullopt;
  const auto after = closing == std::string_view::npos ? 0 : closing + 1;
  const auto colon = text.find(':', after);
  if (colon == std::string_view::npos) return HostPort{text, {}};
  if (closing != std::string_view::npos && colon != after) return std::nullopt;
  if (!is_port(text.substr(colon + 1))) return std::nullopt;
  return HostPort{text.substr(0, colon), text.substr(colon + 1)};
}

bool is_bracketed_v6(std::string_view host) {
  return host.size() > 2 && host.front() == '[' && host.back() == ']' &&
         is_address(AF_INET6, host.substr(1, host.size() - 2));
}

bool is_host_name(std::string_view host) {
  return !host.empty() && host.size() <= 253 && std::all_of(host.begin(), host.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
  });
}

}  // namespace

std::optional<std::uint64_t> parse_count(std::string_view text) {
  std::uint64_t value = 0;
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  const auto [stopped, error] = std::from_chars(begin, end, value);
  if (error != std::errc{} || stopped != end) return std::nullopt;
  return value;
}

std::optional<std::uint64_t> parse_bytes(std::string_view text) { return with_unit(text, byte_units); }

std::string print_bytes(std::uint64_t bytes) {
  return print_with(bytes, {{{"GiB", 1ULL << 30U}, {"MiB", 1ULL << 20U}, {"KiB", 1ULL << 10U}, {"", 1}}});
}

std::optional<std::chrono::milliseconds> parse_duration(std::string_view text) {
  const auto ms = with_unit(text, duration_units);
  if (!ms) return std::nullopt;
  return std::chrono::milliseconds{static_cast<std::int64_t>(*ms)};
}

std::string print_duration(std::chrono::milliseconds duration) {
  const auto ms = static_cast<std::uint64_t>(duration.count());
  if (ms == 0) return "0s";
  return print_with(ms, {{{"h", 3'600'000}, {"m", 60'000}, {"s", 1000}, {"ms", 1}}});
}

std::optional<std::vector<std::string>> parse_list(std::string_view text) {
  std::vector<std::string> list;
  if (trimmed(text).empty()) return list;
  for (bool more = true; more;) {
    const auto comma = text.find(',');
    const auto element = trimmed(text.substr(0, comma));
    if (element.empty()) return std::nullopt;
    list.emplace_back(element);
    more = comma != std::string_view::npos;
    if (more) text.remove_prefix(comma + 1);
  }
  return list;
}

std::string print_list(const std::vector<std::string>& list) {
  return fmt::format("{}", fmt::join(list, ","));
}

std::optional<std::string> parse_endpoint(std::string_view text) {
  const auto parts = split_port(text);
  if (!parts || parts->port.empty()) return std::nullopt;
  const std::string_view host = lower(parts->host) == "localhost" ? "127.0.0.1" : parts->host;
  if (!is_address(AF_INET, host) && !is_bracketed_v6(host)) return std::nullopt;
  return fmt::format("{}:{}", host, parts->port);
}

bool is_network(std::string_view text) {
  const auto slash = text.find('/');
  const auto address = text.substr(0, slash);
  const bool v4 = is_address(AF_INET, address);
  if (!v4 && !is_address(AF_INET6, address)) return false;
  if (slash == std::string_view::npos) return true;
  const auto length = parse_count(text.substr(slash + 1));
  return length && *length <= (v4 ? 32U : 128U);
}

std::optional<std::string> parse_origin(std::string_view text) {
  const std::string whole = lower(text.ends_with('/') ? text.substr(0, text.size() - 1) : text);
  for (const auto& [scheme, own_port] : {std::pair{"https://", "443"}, std::pair{"http://", "80"}}) {
    if (!whole.starts_with(scheme)) continue;
    const auto parts = split_port(std::string_view{whole}.substr(std::string_view{scheme}.size()));
    if (!parts || (!is_host_name(parts->host) && !is_bracketed_v6(parts->host))) return std::nullopt;
    const bool shown = !parts->port.empty() && parts->port != own_port;
    return fmt::format("{}{}{}{}", scheme, parts->host, shown ? ":" : "", shown ? parts->port : "");
  }
  return std::nullopt;
}

}  // namespace heartlink::base::config_values
