// SPDX-License-Identifier: Apache-2.0
// A server on its own thread that does, for each connection in turn, what a script says; for tests of
// clients that block. With a certificate it speaks TLS. Reads end when the client hangs up, so nothing here
// sleeps or waits for a clock.
#pragma once

#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <array>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace heartlink::net::testing {

// A key and a certificate that it signs itself, for one host name.
struct Certificate {
  explicit Certificate(const std::string& host, long valid_from = -60, long valid_until = 3600)
      : key(EVP_EC_gen("P-256"), &EVP_PKEY_free), x509(X509_new(), &X509_free) {
    X509_set_version(x509.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(x509.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(x509.get()), valid_from);
    X509_gmtime_adj(X509_getm_notAfter(x509.get()), valid_until);
    X509_set_pubkey(x509.get(), key.get());
    auto* name = X509_get_subject_name(x509.get());
    const auto* text = reinterpret_cast<const unsigned char*>(host.c_str());
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, text, -1, -1, 0);
    X509_set_issuer_name(x509.get(), name);
    auto* other_name = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, ("DNS:" + host).c_str());
    X509_add_ext(x509.get(), other_name, -1);
    X509_EXTENSION_free(other_name);
    X509_sign(x509.get(), key.get(), EVP_sha256());
  }

  std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key;
  std::unique_ptr<X509, decltype(&X509_free)> x509;
};

// One connection, on the server's thread.
class Visit {
 public:
  Visit(int socket, SSL* tls) : socket_(socket), tls_(tls) {}

  // Reads until `end` has come, or the client has gone; answers what came.
  std::string read_until(std::string_view end) {
    std::string got;
    while (got.find(end) == std::string::npos) {
      const auto more = read_some();
      if (more.empty()) break;
      got += more;
    }
    return got;
  }
  std::string read_head() { return read_until("\r\n\r\n"); }

  // What comes next; empty: the client has gone.
  std::string read_some() {
    std::array<char, 4096> buffer{};
    const auto size = static_cast<int>(buffer.size());
    const auto count = tls_ != nullptr ? SSL_read(tls_, buffer.data(), size)
                                       : static_cast<int>(::recv(socket_, buffer.data(), buffer.size(), 0));
    return {buffer.data(), static_cast<std::size_t>(count > 0 ? count : 0)};
  }

  void wait_for_the_end() {
    while (!read_some().empty()) {
    }
  }

  void write(std::string_view bytes) {
    if (tls_ != nullptr) {
      SSL_write(tls_, bytes.data(), static_cast<int>(bytes.size()));
    } else {
      (void)!::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    }
  }

 private:
  int socket_;
  SSL* tls_;
};

class ScriptedServer {
 public:
  using Script = std::function<void(Visit&)>;

  explicit ScriptedServer(std::vector<Script> scripts, const Certificate* certificate = nullptr)
      : scripts_(std::move(scripts)), context_(SSL_CTX_new(TLS_server_method()), &SSL_CTX_free) {
    if (certificate != nullptr) {
      secure_ = true;
      SSL_CTX_use_certificate(context_.get(), certificate->x509.get());
      SSL_CTX_use_PrivateKey(context_.get(), certificate->key.get());
    }
    thread_ = std::thread{[this] { serve(); }};
  }
  ScriptedServer(const ScriptedServer&) = delete;
  ScriptedServer& operator=(const ScriptedServer&) = delete;

  // Every script must have had its visitor: otherwise this waits for one.
  ~ScriptedServer() { thread_.join(); }

  [[nodiscard]] std::string port() const { return std::to_string(acceptor_.local_endpoint().port()); }

 private:
  void serve() {
    for (const auto& script : scripts_) {
      auto socket = acceptor_.accept();
      const int handle = socket.native_handle();
      const std::unique_ptr<SSL, decltype(&SSL_free)> tls{secure_ ? SSL_new(context_.get()) : nullptr,
                                                          &SSL_free};
      if (tls) SSL_set_fd(tls.get(), handle);
      if (tls && SSL_accept(tls.get()) != 1) continue;
      Visit visit{handle, tls.get()};
      script(visit);
      if (tls) SSL_shutdown(tls.get());
    }
  }

  boost::asio::io_context io_;
  boost::asio::ip::tcp::acceptor acceptor_{io_, {boost::asio::ip::address_v4::loopback(), 0}};
  std::vector<Script> scripts_;
  std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_;
  bool secure_ = false;
  std::thread thread_ = {};
};

}  // namespace heartlink::net::testing
