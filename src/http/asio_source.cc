// Asio itself, compiled once (BOOST_ASIO_SEPARATE_COMPILATION): every other file that includes it
// compiles in a third of the time.
#include <boost/asio/impl/src.hpp>
