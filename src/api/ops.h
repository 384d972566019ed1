// SPDX-License-Identifier: Apache-2.0
// What the addresses of the ops pages share: who may ask at all, and how lists are paged. Called by
// api/ops_*.cc only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <boost/json.hpp>

#include "account/moderate.h"
#include "api/ask.h"
#include "api/body.h"

namespace heartlink::api {

// An address for staff; anybody else who is signed in gets not_allowed.
[[nodiscard]] Handler for_staff(const Services& services, void (*handle)(const Ask&));

inline constexpr std::uint32_t ops_rows_max = 100;

// The query parameter `before`: only ids below it; 0 when it is absent. Error: field_invalid.
[[nodiscard]] base::Result<std::int64_t> before_in(const protocol::Request& request);

// {name: rows, "next": …} of a list that was asked for one row more than ops_rows_max: `next` is the id of
// the last row, or null when nothing is behind it.
template <class Rows, class Shape>
[[nodiscard]] boost::json::object ops_page(std::string_view name, const Rows& rows, Shape shape) {
  boost::json::array shapes;
  boost::json::value next;
  for (const auto& row : rows) {
    if (shapes.size() == ops_rows_max) {
      next = shapes.back().at("id");
      break;
    }
    shapes.emplace_back(shape(row));
  }
  boost::json::object page{{name, std::move(shapes)}};
  page["next"] = std::move(next);
  return page;
}

[[nodiscard]] inline account::Moderate moderate(const Ask& ask) {
  auto& store = ask.services().store;
  return {store.users(), store.moderation(), ask.services().bus};
}

// One group each, in the file of its name.
void add_ops_overview(Routes& routes, const Services& services);
void add_ops_queue(Routes& routes, const Services& services);
void add_ops_reports(Routes& routes, const Services& services);
void add_ops_people(Routes& routes, const Services& services);
void add_ops_logs(Routes& routes, const Services& services);

}  // namespace heartlink::api
