// SPDX-License-Identifier: Apache-2.0
// What people do who look for somebody: type a number, ask for heart link, wait, give up. The addresses of
// matching in short words, for tests that are sentences about it.
#pragma once

#include <cstdint>
#include <string>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "tests/process/person.h"

namespace heartlink::process {

inline constexpr const char* number_match = "/tools/api/number-match/";
inline constexpr const char* heart_link = "/tools/api/heart_link/";

// `number` as the body has it, so that it may be anything.
HttpAnswer type_number(const Person& person, const boost::json::value& number);
HttpAnswer cancel_number(const Person& person);
boost::json::object number_status(const Person& person);

HttpAnswer seek_heart(const Person& person, const boost::json::object& wishes = {});
HttpAnswer cancel_heart(const Person& person);
boost::json::object heart_status(const Person& person);
HttpAnswer end_heart(const Person& person, const boost::json::value& room);

// The answer of somebody who has to wait, or of somebody who meets at once; else an exception.
boost::json::object waits(const HttpAnswer& answer);
boost::json::object meets(const HttpAnswer& answer);

// The person's own line, past `resumed`: what happens from now on is told on it.
WebSocketClient listen(const Person& person);

// The next frame of this kind; its useq follows on `last`, which is moved to it.
boost::json::object next_told(WebSocketClient& line, const char* type, std::int64_t& last);

// An ISO 8601 time in UTC as the server writes it, in microseconds since 1970.
std::int64_t moment(const boost::json::object& object, const char* key);

// The value of a figure such as `heartlink_match_waiting{kind="heart"}`, with its labels in that order; an
// exception when /metrics has none.
double figure(const ServerProcess& server, const std::string& name);

}  // namespace heartlink::process
