// SPDX-License-Identifier: Apache-2.0
#include "tests/process/http_client.h"

#include <algorithm>
#include <cctype>
#include <stdexcept>

#include <boost/json.hpp>

namespace heartlink::process {
namespace {

std::string lower(std::string_view text) {
  std::string out{text};
  std::ranges::transform(out, out.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

std::string render(const HttpRequest& request, std::uint16_t port) {
  std::string text = request.method + " " + request.target + " HTTP/1.1\r\n";
  const bool names_host =
      std::ranges::any_of(request.headers, [](const auto& header) { return lower(header.first) == "host"; });
  if (!names_host) text += "Host: 127.0.0.1:" + std::to_string(port) + "\r\n";
  for (const auto& [name, value] : request.headers)
    text.append(name).append(": ").append(value).append("\r\n");
  const bool has_body = request.method != "GET" && request.method != "HEAD";
  if (has_body) text += "Content-Length: " + std::to_string(request.body.size()) + "\r\n";
  return text + "\r\n" + request.body;
}

HttpAnswer parse_head(std::string_view head) {
  HttpAnswer answer;
  if (!head.starts_with("HTTP/1.1 ") || head.size() < 12) {
    throw std::runtime_error("no HTTP/1.1 answer: " + std::string{head.substr(0, 80)});
  }
  answer.status = std::stoi(std::string{head.substr(9, 3)});
  auto line_at = head.find("\r\n") + 2;
  while (line_at < head.size()) {
    const auto end = head.find("\r\n", line_at);
    const auto line = head.substr(line_at, end - line_at);
    const auto colon = line.find(": ");
    if (colon != std::string_view::npos) {
      answer.headers.emplace_back(lower(line.substr(0, colon)), line.substr(colon + 2));
    }
    line_at = end + 2;
  }
  return answer;
}

bool has_body(const HttpRequest& request, const HttpAnswer& answer) {
  return request.method != "HEAD" && answer.status >= 200 && answer.status != 204 && answer.status != 304;
}

}  // namespace

std::string HttpAnswer::header(std::string_view name) const {
  const auto found = std::ranges::find(headers, name, [](const auto& header) { return header.first; });
  return found == headers.end() ? std::string{} : found->second;
}

std::string HttpAnswer::set_cookie(std::string_view name) const {
  const auto prefix = std::string{name} + "=";
  for (const auto& [header, value] : headers) {
    if (header == "set-cookie" && value.starts_with(prefix)) return value;
  }
  return {};
}

boost::json::object HttpAnswer::json() const {
  boost::system::error_code error;
  auto value = boost::json::parse(body, error);
  if (error || !value.is_object())
    throw std::runtime_error("the body is no JSON object: " + body.substr(0, 200));
  return std::move(value.get_object());
}

HttpConnection::HttpConnection(std::uint16_t port, int receive_buffer_bytes)
    : port_(port), socket_(port, receive_buffer_bytes) {}

HttpAnswer HttpConnection::ask(const HttpRequest& request) {
  socket_.send_all(render(request, port_));
  auto answer = parse_head(read_head());
  if (!has_body(request, answer)) return answer;
  const auto length = answer.header("content-length");
  const auto wanted = length.empty() ? std::string::npos : static_cast<std::size_t>(std::stoul(length));
  const Deadline deadline;
  while (received_.size() < wanted) {
    if (!socket_.wait(deadline)) throw std::runtime_error("the body of the answer does not come");
    if (socket_.receive(received_) != Socket::Received::ended) continue;
    if (wanted != std::string::npos) throw std::runtime_error("the connection ended inside a body");
    break;
  }
  answer.body = received_.substr(0, wanted);
  received_.erase(0, answer.body.size());
  return answer;
}

std::string HttpConnection::read_head() {
  const Deadline deadline;
  for (;;) {
    const auto end = received_.find("\r\n\r\n");
    if (end != std::string::npos) {
      auto head = received_.substr(0, end + 2);
      received_.erase(0, end + 4);
      return head;
    }
    if (!socket_.wait(deadline)) throw std::runtime_error("no answer: " + received_);
    if (socket_.receive(received_) == Socket::Received::ended) {
      throw std::runtime_error("the connection ended before its answer: " + received_);
    }
  }
}

std::pair<Socket, std::string> HttpConnection::take() { return {std::move(socket_), std::move(received_)}; }

HttpAnswer ask(std::uint16_t port, const HttpRequest& request) { return HttpConnection{port}.ask(request); }

}  // namespace heartlink::process
