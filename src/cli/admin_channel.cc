// SPDX-License-Identifier: Apache-2.0
#include "cli/admin_channel.h"

#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <system_error>
#include <utility>

#include <boost/json.hpp>

namespace heartlink::cli {
namespace {

namespace json = boost::json;
using base::Code;
using base::Result;

// Long enough for a password hash behind a full queue on a slow machine.
constexpr time_t answer_seconds = 30;

std::string reason(int error) { return std::system_category().message(error); }

base::Error cut_off(int error) {
  const bool timed_out = error == EAGAIN || error == EWOULDBLOCK;
  return base::fail(Code::unavailable, "admin socket: " + (timed_out ? "no answer in time" : reason(error)));
}

}  // namespace

Result<AdminChannel> AdminChannel::connect(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof(address.sun_path)) {
    return base::fail(Code::data_busy, path + ": longer than a unix socket's path may be");
  }
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);

  AdminChannel channel{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
  if (channel.descriptor_ < 0) return base::fail(Code::data_busy, reason(errno));
  const timeval patience{answer_seconds, 0};
  ::setsockopt(channel.descriptor_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  ::setsockopt(channel.descriptor_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  if (::connect(channel.descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    return base::fail(Code::data_busy, path + ": " + reason(errno));
  }
  return channel;
}

AdminChannel::AdminChannel(AdminChannel&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

AdminChannel::~AdminChannel() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<json::object> AdminChannel::ask(const json::object& request, std::size_t bytes_max) {
  const std::string line = json::serialize(request) + "\n";
  if (line.size() > bytes_max) return base::fail(Code::request_invalid, "over limits.admin_request_bytes");
  if (auto sent = send_line(line); !sent) return sent.error();
  auto answer = receive_line(bytes_max);
  if (!answer) return answer.error();
  boost::system::error_code error;
  auto value = json::parse(*answer, error);
  if (error || !value.is_object())
    return base::fail(Code::unavailable, "admin socket: the answer is no JSON");
  return std::move(value.get_object());
}

Result<void> AdminChannel::send_line(const std::string& line) const {
  std::string_view left = line;
  while (!left.empty()) {
    const auto sent = ::send(descriptor_, left.data(), left.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) return cut_off(errno);
    left.remove_prefix(static_cast<std::size_t>(sent));
  }
  return {};
}

Result<std::string> AdminChannel::receive_line(std::size_t bytes_max) const {
  std::string line;
  std::array<char, 4096> buffer{};
  while (line.size() <= bytes_max) {
    const auto got = ::recv(descriptor_, buffer.data(), buffer.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return cut_off(errno);
    if (got == 0) {
      return base::fail(
          Code::unavailable,
          "admin socket: closed without an answer; be the server's user or root, and look at its log");
    }
    line.append(buffer.data(), static_cast<std::size_t>(got));
    if (const auto end = line.find('\n'); end != std::string::npos) return line.substr(0, end);
  }
  return base::fail(Code::unavailable, "admin socket: the answer is too long");
}

}  // namespace heartlink::cli
