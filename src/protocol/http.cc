// SPDX-License-Identifier: Apache-2.0
#include "protocol/http.h"

#include <algorithm>

#include <boost/url/decode_view.hpp>
#include <boost/url/encoding_opts.hpp>
#include <boost/url/pct_string_view.hpp>

namespace heartlink::protocol {
namespace {

std::string_view find(const std::vector<std::pair<std::string, std::string>>& pairs, std::string_view name) {
  const auto at =
      std::ranges::find(pairs, name, [](const auto& pair) { return std::string_view{pair.first}; });
  return at == pairs.end() ? std::string_view{} : std::string_view{at->second};
}

}  // namespace

std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

std::string_view Request::header(std::string_view name) const { return find(headers, name); }

std::size_t Request::header_count(std::string_view name) const {
  return static_cast<std::size_t>(
      std::ranges::count_if(headers, [&](const auto& h) { return h.first == name; }));
}

bool Request::has_header(std::string_view name) const { return header_count(name) > 0; }

std::string_view Request::cookie(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (key != "cookie") continue;
    std::string_view rest = value;
    while (!rest.empty()) {
      const auto end = std::min(rest.find(';'), rest.size());
      const auto pair = without_blanks(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
      const auto equals = pair.find('=');
      if (equals != std::string_view::npos && pair.substr(0, equals) == name) return pair.substr(equals + 1);
    }
  }
  return {};
}

std::string_view Request::parameter(std::string_view name) const { return find(query, name); }

bool Request::has_parameter(std::string_view name) const {
  return std::ranges::any_of(query, [&](const auto& pair) { return pair.first == name; });
}

bool Request::wants_json() const {
  return header("content-type").starts_with("application/json") ||
         header("accept").find("application/json") != std::string_view::npos;
}

std::string percent_decoded(std::string_view text, bool plus_is_space) {
  boost::urls::encoding_opts options;
  options.space_as_plus = plus_is_space;
  const auto encoded = boost::urls::make_pct_string_view(text);
  if (!encoded) return {};
  const boost::urls::decode_view view{*encoded, options};
  return std::string{view.begin(), view.end()};
}

std::vector<std::pair<std::string, std::string>> parse_form(std::string_view body) {
  std::vector<std::pair<std::string, std::string>> fields;
  while (!body.empty()) {
    const auto end = std::min(body.find('&'), body.size());
    const auto pair = body.substr(0, end);
    body.remove_prefix(std::min(end + 1, body.size()));
    if (pair.empty()) continue;
    const auto equals = std::min(pair.find('='), pair.size());
    const auto value = pair.substr(std::min(equals + 1, pair.size()));
    fields.emplace_back(percent_decoded(pair.substr(0, equals), true), percent_decoded(value, true));
  }
  return fields;
}

void split_target(Request& request) {
  const std::string_view target = request.target;
  const auto question = std::min(target.find('?'), target.size());
  request.path = target.substr(0, question);
  request.final_slash = request.path.ends_with('/');
  if (question < target.size()) request.query = parse_form(target.substr(question + 1));
  request.segments.clear();
  for (std::string_view rest = std::string_view{request.path}.substr(1); !rest.empty();) {
    const auto slash = std::min(rest.find('/'), rest.size());
    request.segments.push_back(percent_decoded(rest.substr(0, slash)));
    rest.remove_prefix(std::min(slash + 1, rest.size()));
  }
}

}  // namespace heartlink::protocol
