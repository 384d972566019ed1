// SPDX-License-Identifier: Apache-2.0
#include "net/admin_socket.h"

#include <sys/stat.h>
#include <sys/un.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "net/testing/loopback.h"
#include "store/testing/temporary_directory.h"

namespace heartlink::net {
namespace {

namespace json = boost::json;
using testing::Loopback;
using testing::Peer;

std::unique_ptr<Peer> call(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof(address.sun_path) - 1);
  const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
  auto peer = std::make_unique<Peer>(socket);
  if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) peer->hang_up();
  return peer;
}

class AdminSocketTest : public ::testing::Test {
 protected:
  AdminSocketTest() {
    auto opened =
        AdminSocket::open(loop_.worker, path_, [this](json::object request, AdminSocket::Reply reply) {
          if (request.contains("later")) {
            late_ = std::move(reply);
            return;
          }
          request["seen"] = true;
          reply(std::move(request));
        });
    if (opened.has_value()) door_ = std::move(opened.value());
  }
  ~AdminSocketTest() override {
    door_.reset();
    loop_.turn_loop();
  }

  std::string answer(Peer& peer) {
    EXPECT_TRUE(loop_.until(peer, [&] { return peer.got.ends_with('\n') || peer.ended || peer.reset; }));
    return std::exchange(peer.got, {});
  }

  store::testing::TemporaryDirectory directory_;
  std::string path_ = directory_.path() + "/admin.sock";
  Loopback loop_;
  AdminSocket::Reply late_;
  std::unique_ptr<AdminSocket> door_;
};

TEST_F(AdminSocketTest, only_its_owner_may_open_it) {
  struct stat status{};
  ASSERT_EQ(::stat(path_.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST_F(AdminSocketTest, one_object_in_one_object_out) {
  const auto peer = call(path_);
  EXPECT_TRUE(peer->send("{\"op\":\"ping\"}\n"));
  EXPECT_EQ(answer(*peer), "{\"op\":\"ping\",\"seen\":true}\n");
  EXPECT_TRUE(peer->send("{\"a\":"));
  loop_.turn_loop();
  EXPECT_TRUE(peer->send("1}\n{\"b\":2}\n"));
  EXPECT_TRUE(loop_.until(*peer, [&] { return std::ranges::count(peer->got, '\n') == 2; }));
  EXPECT_EQ(peer->got, "{\"a\":1,\"seen\":true}\n{\"b\":2,\"seen\":true}\n");
}

TEST_F(AdminSocketTest, what_is_no_object_is_asked_as_an_empty_one) {
  const auto peer = call(path_);
  for (const auto* line : {"nonsense\n", "[1]\n", "\n"}) {
    EXPECT_TRUE(peer->send(line));
    EXPECT_EQ(answer(*peer), "{\"seen\":true}\n");
  }
}

TEST_F(AdminSocketTest, an_answer_may_come_later_or_find_nobody) {
  const auto peer = call(path_);
  EXPECT_TRUE(peer->send("{\"later\":1}\n"));
  EXPECT_TRUE(loop_.until(*peer, [&] { return late_ != nullptr; }));
  std::exchange(late_, nullptr)({{"now", true}});
  EXPECT_EQ(answer(*peer), "{\"now\":true}\n");
  EXPECT_TRUE(peer->send("{\"later\":2}\n"));
  EXPECT_TRUE(loop_.until(*peer, [&] { return late_ != nullptr; }));
  peer->hang_up();
  loop_.turn_loop();
  std::exchange(late_, nullptr)({{"now", true}});
  loop_.turn_loop();
}

TEST_F(AdminSocketTest, a_line_without_end_is_hung_up_on) {
  loop_.limits.admin_request_bytes = 100;
  const auto peer = call(path_);
  EXPECT_TRUE(peer->send(std::string(200, 'x')));
  EXPECT_TRUE(loop_.until(*peer, [&] { return peer->ended || peer->reset; }));
}

TEST_F(AdminSocketTest, four_operators_are_served_and_a_fifth_when_one_has_gone) {
  std::vector<std::unique_ptr<Peer>> peers;
  for (int i = 0; i < 4; ++i) {
    EXPECT_TRUE(peers.emplace_back(call(path_))->send("{}\n"));
    EXPECT_EQ(answer(*peers.back()), "{\"seen\":true}\n");
  }
  const auto fifth = call(path_);
  EXPECT_TRUE(loop_.until(*fifth, [&] { return fifth->ended || fifth->reset; }));
  peers.front()->hang_up();
  loop_.turn_loop();
  const auto sixth = call(path_);
  EXPECT_TRUE(sixth->send("{}\n"));
  EXPECT_EQ(answer(*sixth), "{\"seen\":true}\n");
}

TEST_F(AdminSocketTest, a_stale_socket_is_replaced_and_its_own_is_removed) {
  door_.reset();
  EXPECT_FALSE(std::filesystem::exists(path_));
  loop_.turn_loop();
  const auto nothing = [](json::object, const AdminSocket::Reply&) {};
  auto crashed = AdminSocket::open(loop_.worker, path_, nothing);
  ASSERT_TRUE(crashed.has_value());
  EXPECT_TRUE(std::filesystem::exists(path_));
  EXPECT_TRUE(AdminSocket::open(loop_.worker, path_, nothing).has_value());
}

TEST_F(AdminSocketTest, a_path_that_cannot_be_is_a_wrong_configuration) {
  const auto nothing = [](json::object, const AdminSocket::Reply&) {};
  for (const auto& path :
       {directory_.path() + "/" + std::string(120, 'x'), directory_.path() + "/none/admin.sock"}) {
    const auto opened = AdminSocket::open(loop_.worker, path, nothing);
    ASSERT_TRUE(opened.has_error());
    EXPECT_EQ(opened.error().code, base::Code::config_invalid);
  }
}

}  // namespace
}  // namespace heartlink::net
