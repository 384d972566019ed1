// SPDX-License-Identifier: Apache-2.0
#include "store/sql/tickets.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace heartlink::store::sql {
namespace {

// Longer than partners are recent, and than anybody asks what became of a wait.
constexpr std::chrono::hours ticket_life{24 * 7};

// Tags have no line feeds: the edge has seen to it.
std::string joined(const std::vector<std::string>& tags) {
  std::string text;
  for (const auto& tag : tags) text += (text.empty() ? "" : "\n") + tag;
  return text;
}

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> tags;
  while (!text.empty()) {
    const auto end = text.find('\n');
    tags.emplace_back(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
  }
  return tags;
}

std::optional<std::int64_t> number_or_null(model::UserId user) {
  return user.value == 0 ? std::nullopt : std::optional{user.value};
}

bool insert(Connection& connection, const model::Ticket& ticket) {
  const auto tags = joined(ticket.about.tags);
  const auto wanted_tags = joined(ticket.wanted.tags);
  Query{connection,
        Dml::insert_ticket,
        ticket.id.value,
        ticket.kind,
        ticket.user.value,
        ticket.number,
        ticket.about.language,
        tags,
        ticket.about.age_band,
        ticket.wanted.language,
        wanted_tags,
        ticket.wanted.age_bands,
        ticket.wanted.hard ? 1 : 0,
        ticket.state,
        TextOrNull{ticket.room.value},
        number_or_null(ticket.partner),
        ticket.since.us,
        ticket.expires_at.us,
        ticket.offered_at.us}
      .run();
  return connection.changes() == 1;
}

}  // namespace

model::Ticket ticket_of(Query& row) {
  model::Ticket ticket;
  ticket.id = {row.integer(0)};
  ticket.kind = static_cast<model::MatchKind>(row.integer(1));
  ticket.user = {row.integer(2)};
  ticket.number = row.text(3);
  ticket.about.language = row.text(4);
  ticket.about.tags = split(row.view(5));
  ticket.about.age_band = static_cast<std::uint8_t>(row.integer(6));
  ticket.wanted.language = row.text(7);
  ticket.wanted.tags = split(row.view(8));
  ticket.wanted.age_bands = static_cast<std::uint8_t>(row.integer(9));
  ticket.wanted.hard = row.integer(10) != 0;
  ticket.state = static_cast<model::TicketState>(row.integer(11));
  ticket.room = {row.text(12)};
  ticket.partner = {row.integer_or_null(13).value_or(0)};
  ticket.since = {row.integer(14)};
  ticket.expires_at = {row.integer(15)};
  ticket.offered_at = {row.integer(16)};
  return ticket;
}

bool write_change(Connection& connection, const TicketChange& change) {
  const auto& ticket = change.after;
  if (change.is_new) return insert(connection, ticket);
  Query{connection,
        Dml::change_ticket,
        ticket.id.value,
        change.before,
        ticket.state,
        TextOrNull{ticket.room.value},
        number_or_null(ticket.partner),
        ticket.expires_at.us,
        ticket.offered_at.us}
      .run();
  return connection.changes() == 1;
}

void drop_old_tickets(Connection& connection, const model::Ticket& newest, base::WallTime now) {
  const base::WallTime before{now.us - std::chrono::microseconds{ticket_life}.count()};
  Query{connection, Dml::drop_old_tickets, newest.user.value, before.us, newest.id.value}.run();
}

}  // namespace heartlink::store::sql
