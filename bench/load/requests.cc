// SPDX-License-Identifier: Apache-2.0
#include "requests.h"

#include <fmt/format.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <utility>

#include "answer.h"
#include "failure.h"

namespace heartlink::load {
namespace {

constexpr int events_per_turn = 256;

}  // namespace

Requests::Requests(Endpoint endpoint, std::uint32_t connections, Asker& asker)
    : endpoint_(std::move(endpoint)), asker_(asker), epoll_(epoll_create1(EPOLL_CLOEXEC)) {
  if (epoll_.number() < 0) throw Failure(fmt::format("epoll: {}", std::strerror(errno)));
  for (std::uint32_t i = 0; i < connections; ++i) {
    Line& line = lines_.emplace_back();
    line.fd = endpoint_.begin_connect(0);
    epoll_event event{};
    event.events = EPOLLIN | EPOLLOUT | EPOLLET;
    event.data.ptr = &line;
    if (epoll_ctl(epoll_.number(), EPOLL_CTL_ADD, line.fd.number(), &event) != 0) {
      throw Failure(fmt::format("epoll_ctl: {}", std::strerror(errno)));
    }
    free_.push_back(&line);
  }
}

void Requests::post(std::string_view token, std::string_view target, std::string_view body,
                    std::uint64_t tag) {
  Request request;
  request.tag = tag;
  request.text = fmt::format(
      "POST {} HTTP/1.1\r\n"
      "Host: {}\r\n"
      "Authorization: Bearer {}\r\n"
      "Content-Type: application/json\r\n"
      "Content-Length: {}\r\n"
      "\r\n"
      "{}",
      target, endpoint_.authority(), token, body.size(), body);
  if (free_.empty()) {
    waiting_.push_back(std::move(request));
    return;
  }
  Line& line = *free_.back();
  free_.pop_back();
  send(line, std::move(request));
}

void Requests::turn() {
  std::array<epoll_event, events_per_turn> events{};
  const int ready = epoll_wait(epoll_.number(), events.data(), events_per_turn, 0);
  for (int i = 0; i < ready; ++i) {
    const epoll_event& event = events[static_cast<std::size_t>(i)];
    Line& line = *static_cast<Line*>(event.data.ptr);
    if ((event.events & EPOLLOUT) != 0) flush(line);
    if ((event.events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0) read(line);
  }
}

void Requests::send(Line& line, Request request) {
  line.busy = true;
  line.tag = request.tag;
  line.unsent = std::move(request.text);
  flush(line);
}

// While it still connects nothing goes; the edge of its becoming writable comes back here.
void Requests::flush(Line& line) {
  while (!line.unsent.empty()) {
    const ssize_t sent = ::send(line.fd.number(), line.unsent.data(), line.unsent.size(), MSG_NOSIGNAL);
    if (sent >= 0) {
      line.unsent.erase(0, static_cast<std::size_t>(sent));
    } else if (errno == EAGAIN || errno == ENOTCONN) {
      return;
    } else if (errno != EINTR) {
      throw Failure(fmt::format("sending a request: {}", std::strerror(errno)));
    }
  }
}

void Requests::read(Line& line) {
  std::array<char, 16'384> part{};
  for (;;) {
    const ssize_t got = recv(line.fd.number(), part.data(), part.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0 && errno == EAGAIN) return;
    if (got <= 0) throw Failure("the server ended a connection on which it was asked");
    line.received.append(part.data(), static_cast<std::size_t>(got));
    if (!try_answer(line, now_ns()) || waiting_.empty()) continue;
    auto next = std::move(waiting_.front());
    waiting_.pop_front();
    free_.pop_back();
    send(line, std::move(next));
  }
}

// True: the line is free again, and the last of the free ones.
bool Requests::try_answer(Line& line, Nanoseconds read_ns) {
  const Answer answer = read_answer(line.received);
  if (answer.bytes == 0) return false;
  const std::string received = std::exchange(line.received, {});
  const std::string_view body =
      std::string_view{received}.substr(answer.body_at, answer.bytes - answer.body_at);
  line.busy = false;
  asker_.on_answer(line.tag, answer.status, body, read_ns);
  free_.push_back(&line);
  return true;
}

}  // namespace heartlink::load
