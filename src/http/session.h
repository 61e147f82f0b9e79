// One connection: its socket, its conversation and how long it may take. Internal.
//
// Time is kept without a timer for each connection: a session writes down by when it must have got
// on, and its worker looks through all sessions from time to time (Worker::sweep).
//
// Thread-safety: everything on its worker's thread; only the handler of a blocking route runs on
// the pool, while the session waits.
#pragma once

#include <boost/intrusive/list_hook.hpp>
#include <chrono>
#include <cstddef>

#include "http/asio.h"
#include "http/conversation.h"

namespace qinqing::http {

class Worker;

class Session : public boost::intrusive::list_base_hook<
                    boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
 public:
  Session(Socket socket, Worker& worker);

  // Serves until the connection ends; returns with the socket ready to be closed.
  Task run();
  // Before run(): the server is full; a 503 is all that will be said.
  void turn_away() { conversation_.turn_away(); }

  // Ends what has taken too long.
  void sweep(Ticks::time_point now);
  // The server stops: ends a connection that is in no request.
  void drain();
  void abort();

 private:
  Task linger();
  Task on_pool();
  void read(const ErrorCode& ec, std::size_t bytes);
  void watch();
  Ticks::duration patience() const;
  void log() const;

  Socket socket_;
  Worker& worker_;
  Conversation conversation_;
  Conversation::State watched_ = Conversation::State::idle;
  Ticks::time_point watched_since_;
  Ticks::time_point request_since_;
  bool expired_ = false;  // the pending operation was cancelled for its time
  bool gone_ = false;     // nothing more can be said on this connection
};

}  // namespace qinqing::http
