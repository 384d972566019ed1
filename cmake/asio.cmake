# SPDX-License-Identifier: Apache-2.0
#
# Asio and Beast, compiled once. heartlink_asio holds the two libraries' bodies (so that no unit of ours compiles
# them again) and the precompiled header that the rooms with sockets share. Only net/, connection/, cli/, main
# and their tests may use it; `./dev check` looks.

file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/asio_bodies.cc @ONLY CONTENT
"// SPDX-License-Identifier: Apache-2.0
#include <boost/asio/impl/src.hpp>
#include <boost/beast/src.hpp>
")

add_library(heartlink_asio STATIC ${CMAKE_BINARY_DIR}/generated/asio_bodies.cc)
target_link_libraries(heartlink_asio PUBLIC Boost::headers Threads::Threads)
target_compile_definitions(heartlink_asio PUBLIC
  BOOST_ASIO_NO_DEPRECATED BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION)

# Asio and Beast's HTTP only. A fatter header was measured to be slower.
target_precompile_headers(heartlink_asio PRIVATE
  <boost/asio/as_tuple.hpp>
  <boost/asio/awaitable.hpp>
  <boost/asio/co_spawn.hpp>
  <boost/asio/detached.hpp>
  <boost/asio/io_context.hpp>
  <boost/asio/ip/tcp.hpp>
  <boost/asio/local/stream_protocol.hpp>
  <boost/asio/post.hpp>
  <boost/asio/signal_set.hpp>
  <boost/asio/steady_timer.hpp>
  <boost/asio/use_awaitable.hpp>
  <boost/beast/core/flat_buffer.hpp>
  <boost/beast/http.hpp>)

function(heartlink_use_asio target)
  target_link_libraries(${target} PUBLIC heartlink_asio)
  target_precompile_headers(${target} REUSE_FROM heartlink_asio)
endfunction()
