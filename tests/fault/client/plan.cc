// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/client/plan.h"

#include <boost/json.hpp>

namespace heartlink::fault {
namespace {

std::string text_at(const boost::json::object& object, std::string_view key) {
  return std::string{object.at(key).as_string()};
}

template <class Number>
Number number_at(const boost::json::object& object, std::string_view key) {
  return object.at(key).to_number<Number>();
}

boost::json::object object_of(const ClientPlan& client) {
  return {{"client", client.client},
          {"user", client.user},
          {"token", client.token},
          {"session", client.session},
          {"room", client.room},
          {"window", client.window},
          {"per_second", client.per_second},
          {"resend_one_in", client.resend_one_in},
          {"body_bytes", client.body_bytes},
          {"deaf", client.deaf},
          {"starts_at_head", client.starts_at_head}};
}

ClientPlan client_of(const boost::json::object& object) {
  ClientPlan client;
  client.client = text_at(object, "client");
  client.user = text_at(object, "user");
  client.token = text_at(object, "token");
  client.session = text_at(object, "session");
  client.room = text_at(object, "room");
  client.window = number_at<std::size_t>(object, "window");
  client.per_second = number_at<std::uint32_t>(object, "per_second");
  client.resend_one_in = number_at<std::uint32_t>(object, "resend_one_in");
  client.body_bytes = number_at<std::size_t>(object, "body_bytes");
  client.deaf = object.at("deaf").as_bool();
  client.starts_at_head = object.at("starts_at_head").as_bool();
  return client;
}

}  // namespace

std::string json_of(const ProcessPlan& plan) {
  boost::json::array clients;
  for (const auto& client : plan.clients) clients.emplace_back(object_of(client));
  return boost::json::serialize(boost::json::object{{"name", plan.name},
                                                    {"folder", plan.folder},
                                                    {"port", plan.port},
                                                    {"seed", plan.seed},
                                                    {"first_connection", plan.first_connection},
                                                    {"clients", std::move(clients)}});
}

ProcessPlan plan_of(std::string_view json) {
  const auto object = boost::json::parse(json).as_object();
  ProcessPlan plan;
  plan.name = text_at(object, "name");
  plan.folder = text_at(object, "folder");
  plan.port = number_at<std::uint16_t>(object, "port");
  plan.seed = number_at<std::uint64_t>(object, "seed");
  plan.first_connection = number_at<std::int64_t>(object, "first_connection");
  for (const auto& client : object.at("clients").as_array())
    plan.clients.push_back(client_of(client.as_object()));
  return plan;
}

std::string json_of(const Progress& progress) {
  boost::json::object seen;
  for (const auto& [room, id] : progress.seen) seen.emplace(room, id);
  boost::json::object ended;
  for (const auto& [code, sockets] : progress.ended) ended.emplace(code, sockets);
  return boost::json::serialize(boost::json::object{{"acknowledged", progress.acknowledged},
                                                    {"unanswered", progress.unanswered},
                                                    {"live", progress.live},
                                                    {"clients", progress.clients},
                                                    {"behind", progress.behind},
                                                    {"seen", std::move(seen)},
                                                    {"ended", std::move(ended)}});
}

Progress progress_of(std::string_view json) {
  const auto object = boost::json::parse(json).as_object();
  Progress progress;
  progress.acknowledged = number_at<std::size_t>(object, "acknowledged");
  progress.unanswered = number_at<std::size_t>(object, "unanswered");
  progress.live = number_at<std::size_t>(object, "live");
  progress.clients = number_at<std::size_t>(object, "clients");
  progress.behind = number_at<std::size_t>(object, "behind");
  for (const auto& [room, id] : object.at("seen").as_object())
    progress.seen.emplace(room, id.to_number<std::int64_t>());
  for (const auto& [code, sockets] : object.at("ended").as_object())
    progress.ended.emplace(code, sockets.to_number<std::int64_t>());
  return progress;
}

}  // namespace heartlink::fault
