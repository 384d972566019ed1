// SPDX-License-Identifier: Apache-2.0
#include "api/routes.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace heartlink::api {
namespace {

std::optional<Arguments> match(const std::vector<std::string>& pattern,
                               const std::vector<std::string>& path) {
  if (pattern.size() != path.size()) return std::nullopt;
  Arguments arguments;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i].starts_with(':')) {
      if (path[i].empty()) return std::nullopt;
      arguments.push_back(path[i]);
    } else if (pattern[i] != path[i]) {
      return std::nullopt;
    }
  }
  return arguments;
}

}  // namespace

void Routes::add(std::string_view method, std::string_view pattern, Handler handler,
                 std::string_view wrong_method) {
  protocol::Request request;
  request.target = pattern;
  protocol::split_target(request);
  routes_.push_back({std::string{method}, std::move(request.segments), request.final_slash,
                     std::move(handler), wrong_method});
}

Match Routes::find(const protocol::Request& request) const {
  const std::string_view method = request.method == "HEAD" ? std::string_view{"GET"} : request.method;
  Match found;
  for (const auto& route : routes_) {
    auto arguments = match(route.segments, request.segments);
    if (!arguments || (request.final_slash && !route.final_slash)) continue;
    if (route.method != method) {
      if (found.allow.find(route.method) == std::string::npos)
        found.allow +=
            (found.allow.empty() ? "" : ", ") + (route.method == "GET" ? "GET, HEAD" : route.method);
      found.wrong_method = route.wrong_method;
      continue;
    }
    found.handler = &route.handler;
    found.arguments = std::move(*arguments);
    found.add_slash = route.final_slash && !request.final_slash && method == "GET";
    found.allow.clear();
    return found;
  }
  return found;
}

}  // namespace heartlink::api
