// SPDX-License-Identifier: Apache-2.0
#include "cli/admin_client.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <string>
#include <thread>

#include <boost/json.hpp>

#include "account/testing/fakes.h"
#include "bus/local/local_bus.h"

namespace heartlink::cli {
namespace {

namespace json = boost::json;
using namespace std::chrono_literals;
using account::testing::FakeStore;
using base::Code;

// A server's admin socket that answers one request with one line, or hangs up.
class OneAnswer {
 public:
  OneAnswer(const std::string& path, std::string answer) : answer_(std::move(answer)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    listener_ = ::socket(AF_UNIX, SOCK_STREAM, 0);
    EXPECT_EQ(::bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    EXPECT_EQ(::listen(listener_, 1), 0);
    thread_ = std::thread{[this] { serve(); }};
  }
  OneAnswer(const OneAnswer&) = delete;
  OneAnswer& operator=(const OneAnswer&) = delete;
  ~OneAnswer() {
    thread_.join();
    ::close(listener_);
  }

  std::string request;

 private:
  void serve() {
    const int peer = ::accept(listener_, nullptr, nullptr);
    char byte = 0;
    while (::recv(peer, &byte, 1, 0) == 1 && byte != '\n') request += byte;
    // In two pieces, as a stream may bring them.
    const auto half = answer_.size() / 2;
    if (!answer_.empty()) {
      (void)::send(peer, answer_.data(), half, MSG_NOSIGNAL);
      (void)::send(peer, answer_.data() + half, answer_.size() - half, MSG_NOSIGNAL);
    }
    ::close(peer);
  }

  std::string answer_;
  int listener_ = -1;
  std::thread thread_;
};

struct AdminClientTest : ::testing::Test {
  AdminClientTest() {
    std::string name = (std::filesystem::temp_directory_path() / "heartlink-XXXXXX").string();
    EXPECT_NE(::mkdtemp(name.data()), nullptr);
    config.data = name;
    config.password_memory_kib = account::testing::cheap_memory_kib;
    config.password_passes = 1;
  }
  ~AdminClientTest() override { std::filesystem::remove_all(config.data); }

  // Refuses the first `refusals` times.
  store::Opener opener(int refusals, Code code = Code::data_busy) {
    return [this, refusals, code](const store::Environment&) -> base::Result<std::unique_ptr<store::Store>> {
      if (opened++ < refusals) return base::fail(code, "held by process 1");
      return std::unique_ptr<store::Store>{std::make_unique<FakeStore>()};
    };
  }

  json::object run(const store::Opener& open_store, std::chrono::milliseconds most = 10s) {
    return AdminClient{config, open_store, bus, {most, 1ms}}.run({{"op", "ping"}});
  }

  [[nodiscard]] std::string socket_path() const { return config.data + "/admin.sock"; }

  base::Config config;
  bus::LocalBus bus;
  int opened = 0;
};

TEST_F(AdminClientTest, with_the_lock_it_does_the_work_itself) {
  const auto open_store = opener(0);
  const AdminClient client{config, open_store, bus};
  const auto answer = client.run({{"op", "user.create"}, {"name", "alice"}, {"password", "correct horse"}});
  EXPECT_EQ(answer.at("ok"), true);
  EXPECT_EQ(answer.at("name"), "alice");
}

TEST_F(AdminClientTest, while_a_server_has_the_lock_the_server_is_asked) {
  OneAnswer server{socket_path(), "{\"ok\":true,\"version\":\"9\"}\n"};
  EXPECT_EQ(run(opener(1'000'000)).at("version"), "9");
  EXPECT_EQ(server.request, R"({"op":"ping"})");
}

TEST_F(AdminClientTest, it_waits_for_whoever_has_the_lock_to_go) {
  EXPECT_EQ(run(opener(3)).at("ok"), true);
  EXPECT_EQ(opened, 4);
}

TEST_F(AdminClientTest, when_nobody_listens_in_time_the_data_is_busy) {
  const auto answer = run(opener(1'000'000), 0ms);
  EXPECT_EQ(answer.at("code"), "data_busy");
  EXPECT_NE(answer.at("detail").as_string().find("admin.sock"), std::string::npos);
}

TEST_F(AdminClientTest, a_store_that_does_not_open_is_not_asked_twice) {
  EXPECT_EQ(run(opener(1'000'000, Code::schema_too_new)).at("code"), "schema_too_new");
  EXPECT_EQ(opened, 1);
}

TEST_F(AdminClientTest, a_server_that_hangs_up_is_unavailable_and_not_asked_again) {
  const OneAnswer server{socket_path(), ""};
  EXPECT_EQ(run(opener(1'000'000)).at("code"), "unavailable");
}

TEST_F(AdminClientTest, an_answer_that_is_no_json_or_endless_is_unavailable) {
  {
    const OneAnswer server{socket_path(), "hello\n"};
    EXPECT_EQ(run(opener(1'000'000)).at("code"), "unavailable");
  }
  std::filesystem::remove(socket_path());
  const OneAnswer server{socket_path(), std::string(100'000, 'x')};
  EXPECT_EQ(run(opener(1'000'000)).at("code"), "unavailable");
}

TEST_F(AdminClientTest, a_request_over_the_limit_is_not_sent) {
  const auto open_store = opener(1'000'000);
  const OneAnswer server{socket_path(), ""};
  const AdminClient client{config, open_store, bus};
  const auto answer = client.run({{"op", "ping"}, {"padding", std::string(70'000, 'x')}});
  EXPECT_EQ(answer.at("code"), "request_invalid");
}

}  // namespace
}  // namespace heartlink::cli
