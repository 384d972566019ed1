// SPDX-License-Identifier: Apache-2.0
// One accepted connection while it speaks HTTP: parse, ask the front door, answer, keep alive; or upgrade,
// and then its socket goes on as a websocket_stream and this ends.
#pragma once

#include <boost/asio/awaitable.hpp>

#include <string>

#include "api/front_door.h"
#include "connection/admit.h"
#include "connection/room_services.h"
#include "connection/user_connection.h"
#include "net/byte_stream.h"
#include "net/socket_registry.h"
#include "net/static_files.h"
#include "net/worker.h"

namespace heartlink::net {

// What the connections of one worker share. Outlives them.
struct HttpServices {
  Worker& worker;
  const base::Config& config;
  api::FrontDoor& front_door;
  connection::Admission& admission;
  const connection::RoomServices& rooms;
  const connection::UserServices& users;
  SocketRegistry& sockets;
  const StaticFiles& files;
};

// Runs until the connection ends or is upgraded. `peer` is the connected address.
boost::asio::awaitable<void> serve_http(const HttpServices& services, ByteStream stream, std::string peer);

}  // namespace heartlink::net
