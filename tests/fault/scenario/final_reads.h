// SPDX-License-Identifier: Apache-2.0
// Every room, completely, in three ways: pages over HTTP, a fresh socket with after=0, and the database file
// itself. Whatever they find is written into the history; the checker compares. Called by trial.cc at the end
// of a run.
#pragma once

#include <string>
#include <vector>

#include "tests/fault/history/lines.h"
#include "tests/process/server_process.h"

namespace heartlink::fault {

// As somebody who may enter all of them. Throws when the server does not answer.
void read_over_http(const process::ServerProcess& server, const std::string& token,
                    const std::vector<std::string>& rooms, HistoryWriter& history);
void read_by_socket(const process::ServerProcess& server, const std::string& token,
                    const std::vector<std::string>& rooms, HistoryWriter& history);

// The server has stopped. Rooms that are not named are left out. Also runs PRAGMA integrity_check and
// foreign_key_check, and computes every member's unread messages; what is wrong with them is a finding.
void read_database(const std::string& path, const std::vector<std::string>& rooms, HistoryWriter& history);

// GET …/chat/rooms/ of this person: the unread counts and marks it tells must be those of the database, which
// read_database() noted before. A difference is a finding.
struct Unread {
  std::string user;
  std::string room;
  std::int64_t read_up_to = 0;
  std::int64_t messages = 0;  // of others behind the mark, since he joined
};
[[nodiscard]] std::vector<Unread> unread_in_database(const std::string& path);
void compare_unread(const process::ServerProcess& server, const std::string& user, const std::string& token,
                    const std::vector<Unread>& computed, HistoryWriter& history);

}  // namespace heartlink::fault
