// SPDX-License-Identifier: Apache-2.0
#include "tests/process/nginx.h"

#include <csignal>
#include <fstream>
#include <stdexcept>

#include <fmt/format.h>

namespace heartlink::process {
namespace {

constexpr const char* program = "/usr/sbin/nginx";

std::string proxy_lines(Nginx::Kind kind) {
  const std::string upgrade =
      "      proxy_http_version 1.1;\n"
      "      proxy_set_header Upgrade $http_upgrade;\n"
      "      proxy_set_header Connection $connection_upgrade;\n";
  const std::string forwarded =
      "      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;\n"
      "      proxy_set_header X-Forwarded-Proto $scheme;\n";
  const std::string host = "      proxy_set_header Host $http_host;\n";
  switch (kind) {
    case Nginx::Kind::strips_upgrade:
      return host + forwarded;
    case Nginx::Kind::hides_host:
      return upgrade + forwarded;
    case Nginx::Kind::right:
    case Nginx::Kind::over_tls:
      break;
  }
  return upgrade + host + forwarded;
}

}  // namespace

// The port is free again when nginx wants it; nginx cannot take one that is already bound.
Nginx::Nginx(Kind kind, std::uint16_t upstream) : kind_(kind), port_(ReservedPort{}.number()) {
  if (kind_ == Kind::over_tls) make_certificate();
  write_configuration(upstream);
  const std::vector<std::string> command{program, "-p", directory_.path(), "-c",
                                         directory_.file("nginx.conf")};
  child_ = std::make_unique<ChildProcess>(
      command, ChildProcess::Streams{nothing_.number(), log_.number(), log_.number()});
  wait_until_it_listens();
}

// SIGTERM is its fast shutdown; the workers go with it.
Nginx::~Nginx() {
  child_->signal(SIGTERM);
  child_->wait(Deadline{});
}

std::string Nginx::url() const {
  return fmt::format("{}://127.0.0.1:{}", kind_ == Kind::over_tls ? "https" : "http", port_);
}

void Nginx::write_configuration(std::uint16_t upstream) const {
  const std::string tls =
      kind_ == Kind::over_tls ? "    ssl_certificate cert.pem;\n    ssl_certificate_key key.pem;\n" : "";
  std::ofstream{directory_.file("nginx.conf")} << fmt::format(
      "daemon off;\nworker_processes 1;\npid nginx.pid;\nerror_log stderr;\n"
      "events {{ worker_connections 64; }}\n"
      "http {{\n"
      "  access_log off;\n"
      "  client_body_temp_path body;\n  proxy_temp_path proxy;\n  fastcgi_temp_path fastcgi;\n"
      "  uwsgi_temp_path uwsgi;\n  scgi_temp_path scgi;\n"
      "  map $http_upgrade $connection_upgrade {{ default upgrade; '' close; }}\n"
      "  server {{\n    listen 127.0.0.1:{}{};\n{}"
      "    location / {{\n      proxy_pass http://127.0.0.1:{};\n{}    }}\n  }}\n}}\n",
      port_, kind_ == Kind::over_tls ? " ssl" : "", tls, upstream, proxy_lines(kind_));
}

void Nginx::make_certificate() const {
  const auto outcome = run_to_end({"/usr/bin/openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                                   "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
                                   "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout",
                                   directory_.file("key.pem"), "-out", directory_.file("cert.pem")});
  if (outcome.exit_code != 0) throw std::runtime_error("openssl: " + outcome.err);
}

void Nginx::wait_until_it_listens() const {
  for (const Deadline deadline; !deadline.passed();) {
    try {
      const Socket socket{port_};
      return;
    } catch (const std::exception&) {
      if (child_->wait(Deadline{std::chrono::milliseconds{20}})) break;
    }
  }
  throw std::runtime_error("nginx does not listen:\n" + log_.text());
}

}  // namespace heartlink::process
