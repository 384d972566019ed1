// SPDX-License-Identifier: Apache-2.0
#include "net/forwarded.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>

#include "base/text.h"

namespace heartlink::net {
namespace {

namespace ip = boost::asio::ip;

bool is_trusted(std::string_view address, const base::Config& config) {
  return std::ranges::any_of(config.trusted_proxies,
                             [&](const auto& network) { return is_in_network(address, network); });
}

}  // namespace

bool is_in_network(std::string_view address, std::string_view network) {
  boost::system::error_code error;
  const auto asked = ip::make_address(address, error);
  if (error) return false;
  const auto slash = network.find('/');
  const auto base = ip::make_address(network.substr(0, slash), error);
  if (error || asked.is_v4() != base.is_v4()) return false;
  if (slash == std::string_view::npos) return asked == base;
  unsigned bits = 0;
  const auto text = network.substr(slash + 1);
  const auto [end, bad] = std::from_chars(text.data(), text.data() + text.size(), bits);
  if (bad != std::errc{} || end != text.data() + text.size() || bits > (base.is_v4() ? 32U : 128U))
    return false;
  const auto length = static_cast<unsigned short>(bits);
  if (base.is_v4()) {
    return ip::make_network_v4(asked.to_v4(), length).canonical() ==
           ip::make_network_v4(base.to_v4(), length).canonical();
  }
  return ip::make_network_v6(asked.to_v6(), length).canonical() ==
         ip::make_network_v6(base.to_v6(), length).canonical();
}

Client client_of(const protocol::Request& request, std::string_view peer, const base::Config& config) {
  Client client{std::string{peer}, false};
  if (!is_trusted(peer, config)) return client;
  // Of a list the last one counts: the proxy that speaks to us wrote it.
  const auto protocols = request.header("x-forwarded-proto");
  const auto last = protocols.substr(protocols.rfind(',') + 1);
  client.secure = base::ascii_lower(protocol::without_blanks(last)) == "https";
  // Several headers of that name count as one list, in order; it grows to the right, proxy by proxy.
  std::vector<std::string_view> hops;
  for (const auto& [name, value] : request.headers) {
    if (name != "x-forwarded-for") continue;
    for (std::string_view rest = value; !rest.empty();) {
      const auto comma = std::min(rest.find(','), rest.size());
      hops.push_back(protocol::without_blanks(rest.substr(0, comma)));
      rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
  }
  for (auto hop = hops.rbegin(); hop != hops.rend(); ++hop) {
    boost::system::error_code error;
    const auto address = boost::asio::ip::make_address(*hop, error);
    if (error) break;  // what an untrusted hop wrote may be anything
    client.address = address.to_string();
    if (!is_trusted(client.address, config)) break;
  }
  return client;
}

}  // namespace heartlink::net
