// SPDX-License-Identifier: Apache-2.0
// The promise of an ack: what was acknowledged is in the log, once, in its place, whatever happens to the
// process. Eight sockets of two people write as fast as they are answered, two more read; the server is
// killed four times while at least 100 messages are unanswered, and everybody goes on where they were.
#include <signal.h>
#include <sys/wait.h>

#include <cstdio>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/process/crowd.h"
#include "tests/process/history.h"
#include "tests/process/people.h"
#include "tests/process/server_process.h"

namespace heartlink::process {
namespace {

const std::string room = "test-room-kill";
const std::vector<std::string> writers{"alice", "bob"};

constexpr int sockets_of_a_writer = 4;
constexpr std::size_t messages_of_a_socket = 1025;
constexpr std::size_t all_messages = 2 * sockets_of_a_writer * messages_of_a_socket;
// More than the 32 that the server takes at once: some are lost in the kernel's buffers, before it ever saw
// them.
constexpr std::size_t window = 40;
constexpr std::size_t unanswered_min = 100;

// How many messages are acknowledged when a kill comes. The third comes at once after the second, while the
// crowd is still sending again what the second left unanswered; at the fourth at least three sockets have
// messages left, however far the others ran ahead.
constexpr std::size_t kill_at[] = {all_messages / 5, all_messages * 2 / 5, all_messages * 2 / 5 + 50,
                                   all_messages * 3 / 5};

void stand_still(pid_t process) {
  ::kill(process, SIGSTOP);
  int status = 0;
  ASSERT_EQ(::waitpid(process, &status, WUNTRACED), process);
  ASSERT_TRUE(WIFSTOPPED(status));
}

class Kill : public ::testing::TestWithParam<int> {
 protected:
  void SetUp() override {
    for (const auto* name : {"alice", "bob", "carol"}) {
      make_user(server_, name);
      tokens_[name] = make_token(server_, name);
    }
    server_.must({"room", "create", room, "--user1", "alice"});
    for (const auto& writer : writers) {
      for (int socket = 1; socket <= sockets_of_a_writer; ++socket) {
        crowd_.add({writer + std::to_string(socket), tokens_[writer], room, messages_of_a_socket, window});
      }
    }
    crowd_.add({"reader1", tokens_["carol"], room});
    crowd_.add({"reader2", tokens_["carol"], room});
  }

  // The server stands still while everybody reads what it had said and fills his window again, so that what
  // is unanswered does not hang on who is faster.
  void work_and_kill(std::size_t acknowledged) {
    crowd_.work_until([&] { return crowd_.acknowledged() >= acknowledged; });
    stand_still(server_.pid());
    crowd_.work_until([] { return true; });
    server_.kill();
    crowd_.read_the_rest();
    ASSERT_GE(crowd_.unanswered(), unanswered_min);
    ++kills_;
    server_.start();
    crowd_.connect(server_);
  }

  std::vector<HistoryEntry> history_of(const std::string& name) {
    return read_history(server_.port(), with_token(tokens_[name]), room);
  }

  // Acknowledged messages that are not in the log under the acknowledged id.
  std::size_t count_lost(const std::vector<HistoryEntry>& history) {
    std::map<std::int64_t, std::string> log;
    for (const auto& entry : history) log[entry.id] = entry.content;
    std::size_t lost = 0;
    for (const auto& member : crowd_.members()) {
      for (std::size_t message = 0; message < member.ids().size(); ++message) {
        const auto id = member.ids()[message];
        if (id != 0 && log[id] != member.client_id(message)) ++lost;
      }
    }
    return lost;
  }

  static std::size_t count_doubles(const std::vector<HistoryEntry>& history) {
    std::set<std::string> contents;
    for (const auto& entry : history) contents.insert(entry.content);
    return history.size() - contents.size();
  }

  // Limits that protect a server from its clients are opened, and those that a slow machine would meet.
  static ServerProcess server_for(int workers) {
    return ServerProcess{{"workers=" + std::to_string(workers), "limits.messages_per_second=1000000",
                          "limits.messages_burst=1000000", "limits.sockets_per_user=100",
                          "limits.resume_entries=10000", "limits.catching_up_entries=10000"}};
  }

  ServerProcess server_ = server_for(GetParam());
  Crowd crowd_;
  std::map<std::string, std::string> tokens_;
  int kills_ = 0;
};

void expect_dense(const std::vector<HistoryEntry>& history) {
  for (std::size_t at = 0; at < history.size(); ++at) {
    ASSERT_EQ(history[at].id, static_cast<std::int64_t>(at) + 1) << "the ids of the log are not dense";
  }
}

void expect_order_of_sending(const CrowdMember& member) {
  for (std::size_t message = 1; message < member.ids().size(); ++message) {
    ASSERT_LT(member.ids()[message - 1], member.ids()[message]) << member.client_id(message) << " overtook";
  }
}

void expect_own_client_ids(const std::string& name, const std::vector<HistoryEntry>& history) {
  for (const auto& entry : history) {
    ASSERT_EQ(entry.is_own, entry.content.starts_with(name)) << entry.content;
    ASSERT_EQ(entry.client_id, entry.is_own ? entry.content : "") << entry.content;
  }
}

TEST_P(Kill, what_was_acknowledged_is_there_once_in_its_place) {
  server_.start();
  crowd_.connect(server_);
  for (const auto acknowledged : kill_at) work_and_kill(acknowledged);
  crowd_.work_until([&] { return crowd_.finished(); });

  const auto dups_of_restarts = crowd_.dups();
  constexpr std::size_t resent = 20;
  for (auto& member : crowd_.members()) member.resend_acknowledged(resent);
  crowd_.work_until([&] { return crowd_.unanswered() == 0; });
  EXPECT_EQ(crowd_.dups() - dups_of_restarts, 2 * sockets_of_a_writer * resent);

  const auto history = history_of("alice");
  ASSERT_FALSE(history.empty());
  const auto lost = count_lost(history);
  const auto doubles = count_doubles(history);
  expect_dense(history);
  expect_own_client_ids("alice", history);
  expect_own_client_ids("bob", history_of("bob"));
  std::vector<std::string> contents;
  for (const auto& entry : history) contents.push_back(entry.content);
  for (const auto& member : crowd_.members()) {
    expect_order_of_sending(member);
    EXPECT_TRUE(member.log().contents() == contents) << "a socket saw another log than the history";
  }
  EXPECT_EQ(crowd_.acknowledged(), all_messages);
  EXPECT_EQ(history.size(), all_messages);
  EXPECT_EQ(lost, 0U);
  EXPECT_EQ(doubles, 0U);
  EXPECT_EQ(kills_, 4);
  EXPECT_EQ(server_.stop(), 0) << server_.log();
  std::printf("kills=%d workers=%d acked=%zu lost=%zu dup=%zu ids=%lld..%lld\n", kills_, GetParam(),
              crowd_.acknowledged(), lost, doubles, static_cast<long long>(history.front().id),
              static_cast<long long>(history.back().id));
  std::fflush(stdout);
}

INSTANTIATE_TEST_SUITE_P(Workers, Kill, ::testing::Values(1, 4));

}  // namespace
}  // namespace heartlink::process
