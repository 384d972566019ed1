// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/history/lines.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <utility>

#include <boost/json.hpp>

namespace heartlink::fault {
namespace {

constexpr std::array<std::pair<What, std::string_view>, 15> names{{
    {What::invoke, "invoke"},
    {What::ok, "ok"},
    {What::fail, "fail"},
    {What::unknown, "unknown"},
    {What::open, "open"},
    {What::greeted, "greeted"},
    {What::deliver, "deliver"},
    {What::resumed, "resumed"},
    {What::fetched, "fetched"},
    {What::closed, "closed"},
    {What::revoked, "revoked"},
    {What::history, "history"},
    {What::phase, "phase"},
    {What::measure, "measure"},
    {What::bound, "bound"},
}};
constexpr std::string_view finding = "finding";

What what_of(std::string_view name) {
  for (const auto& [what, known] : names) {
    if (known == name) return what;
  }
  if (name == finding) return What::finding;
  throw std::runtime_error("no event is called " + std::string{name});
}

std::string text_at(const boost::json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  return value == nullptr ? std::string{} : std::string{value->as_string()};
}

std::int64_t number_at(const boost::json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  return value == nullptr ? 0 : value->to_number<std::int64_t>();
}

}  // namespace

std::string_view name_of(What what) {
  for (const auto& [known, name] : names) {
    if (known == what) return name;
  }
  return finding;
}

std::string line_of(const Event& event) {
  boost::json::object line{{"at", event.at_ns}, {"what", name_of(event.what)}};
  const auto add = [&line](std::string_view key, const std::string& text) {
    if (!text.empty()) line.emplace(key, text);
  };
  add("client", event.client);
  add("user", event.user);
  add("room", event.room);
  add("cid", event.cid);
  if (event.id != 0) line.emplace("id", event.id);
  // As text: JSON's numbers end at 2^53 for most readers.
  if (event.hash != 0) line.emplace("hash", std::to_string(event.hash));
  if (event.connection != 0) line.emplace("connection", event.connection);
  add("text", event.text);
  return boost::json::serialize(line);
}

Event event_of(std::string_view line) try {
  const auto object = boost::json::parse(line).as_object();
  Event event;
  event.at_ns = number_at(object, "at");
  event.what = what_of(text_at(object, "what"));
  event.client = text_at(object, "client");
  event.user = text_at(object, "user");
  event.room = text_at(object, "room");
  event.cid = text_at(object, "cid");
  event.id = number_at(object, "id");
  if (const auto hash = text_at(object, "hash"); !hash.empty()) event.hash = std::stoull(hash);
  event.connection = number_at(object, "connection");
  event.text = text_at(object, "text");
  return event;
} catch (const std::exception& error) {
  throw std::runtime_error("not a line of a history (" + std::string{error.what()} +
                           "): " + std::string{line});
}

HistoryWriter::HistoryWriter(const std::string& path) : file_(std::fopen(path.c_str(), "ae")), path_(path) {
  if (!file_) throw std::runtime_error("cannot write " + path);
}

void HistoryWriter::write(Event event) {
  if (event.at_ns == 0) event.at_ns = now_ns();
  const auto line = line_of(event) + "\n";
  if (std::fwrite(line.data(), 1, line.size(), file_.get()) != line.size())
    throw std::runtime_error("cannot write " + path_);
}

void HistoryWriter::flush() {
  if (std::fflush(file_.get()) != 0) throw std::runtime_error("cannot write " + path_);
}

std::int64_t now_ns() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1'000'000'000 + now.tv_nsec;
}

History read_histories(const std::string& folder) {
  History history;
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator{folder}) {
    if (entry.path().extension() == ".jsonl") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  for (const auto& path : files) {
    std::ifstream file{path};
    for (std::string line; std::getline(file, line);) history.push_back(event_of(line));
  }
  std::ranges::stable_sort(history, {}, &Event::at_ns);
  return history;
}

}  // namespace heartlink::fault
