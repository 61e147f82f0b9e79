// Asio and Beast themselves, compiled once (BOOST_ASIO_SEPARATE_COMPILATION): every other file that
// includes them compiles in a third of the time.
#include <boost/asio/impl/src.hpp>
#include <boost/beast/src.hpp>
