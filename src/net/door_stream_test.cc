// SPDX-License-Identifier: Apache-2.0
#include "net/door_stream.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "net/testing/door_client_of.h"
#include "protocol/frame.h"

namespace heartlink::net {
namespace {

using protocol::Frame;
using std::chrono::milliseconds;
using testing::agree;
using testing::answering;
using testing::Certificate;
using testing::client_of;
using testing::error_of;
using ::testing::HasSubstr;
using testing::open;
using testing::ScriptedServer;
using ::testing::StartsWith;
using testing::Visit;

// A certificate in a file that OpenSSL takes for the system's.
struct Trusted {
  explicit Trusted(const Certificate& certificate) {
    path = std::filesystem::path{::testing::TempDir()} / ("door_" + std::to_string(::getpid()) + ".pem");
    FILE* file = std::fopen(path.c_str(), "w");
    PEM_write_X509(file, certificate.x509.get());
    std::fclose(file);
    ::setenv("SSL_CERT_FILE", path.c_str(), 1);
  }
  ~Trusted() {
    ::unsetenv("SSL_CERT_FILE");
    std::filesystem::remove(path);
  }
  Trusted(const Trusted&) = delete;
  Trusted& operator=(const Trusted&) = delete;

  std::filesystem::path path;
};

TEST(DoorTls, a_trusted_certificate_of_that_name_lets_us_through) {
  const Certificate certificate{"localhost"};
  const Trusted trusted{certificate};
  ScriptedServer server{
      {answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"),
       [](Visit& visit) {
         agree(visit);
         visit.write(Frame::text("first").bytes());
         visit.write(visit.read_until("hello").empty() ? "" : Frame::text("second").bytes());
         visit.wait_for_the_end();
       }},
      &certificate};
  auto client = client_of(server, "https://localhost");
  EXPECT_EQ(client.ask("GET", "/readyz", {}, {}).value().body, "ok");
  const auto line = open(client);
  ASSERT_NE(line, nullptr);
  EXPECT_EQ(std::get<std::string>(line->receive(milliseconds{5000}).value()), "first");
  EXPECT_EQ(error_of(line->receive(milliseconds{20})), "no_echo: nothing came within 20 ms");
  EXPECT_TRUE(line->send("hello").has_value());
  EXPECT_EQ(std::get<std::string>(line->receive(milliseconds{5000}).value()), "second");
}

TEST(DoorTls, a_certificate_that_nobody_signed_fails) {
  const Certificate certificate{"localhost"};
  ScriptedServer server{{[](Visit&) {}}, &certificate};
  auto client = client_of(server, "https://localhost");
  EXPECT_THAT(error_of(client.ask("GET", "/", {}, {})), StartsWith("tls_failed: certificate: self"));
}

TEST(DoorTls, a_certificate_for_another_name_fails) {
  const Certificate certificate{"elsewhere.example"};
  const Trusted trusted{certificate};
  ScriptedServer server{{[](Visit&) {}, [](Visit&) {}}, &certificate};
  auto named = client_of(server, "https://localhost");
  EXPECT_EQ(error_of(named.ask("GET", "/", {}, {})), "tls_failed: certificate: hostname mismatch");
  auto numbered = client_of(server, "https://127.0.0.1");
  EXPECT_EQ(error_of(numbered.ask("GET", "/", {}, {})), "tls_failed: certificate: IP address mismatch");
}

TEST(DoorTls, a_certificate_past_its_day_fails) {
  const Certificate certificate{"localhost", -7200, -3600};
  const Trusted trusted{certificate};
  ScriptedServer server{{[](Visit&) {}}, &certificate};
  auto client = client_of(server, "https://localhost");
  EXPECT_THAT(error_of(client.ask("GET", "/", {}, {})), HasSubstr("expired"));
}

TEST(DoorTls, plain_http_behind_https_fails) {
  ScriptedServer server{{[](Visit& visit) {
    visit.read_some();
    visit.write("HTTP/1.1 400 Bad Request\r\n\r\n");
  }}};
  auto client = client_of(server, "https://127.0.0.1");
  EXPECT_THAT(error_of(client.ask("GET", "/", {}, {})), StartsWith("tls_failed"));
}

}  // namespace
}  // namespace heartlink::net
