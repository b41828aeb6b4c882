/*
 * A small agent of a Kubernetes API server on libcurl and cJSON. What an answer means and what to do next is the
 * library's business alone: nothing here knows a status code, compares a message or counts a retry.
 *
 *     agent --server http://127.0.0.1:8001 create web colour=blue
 */

#include "clock.h"
#include "exchange.h"
#include "object.h"
#include "send.h"
#include "watcher.h"

int main(int count, char **arguments) {
    const char *command;
    int result;
    read_options(count, arguments);
    command = options.words[0];
    begin_clock();
    begin_exchanges();
    result = is_word(command, "send") ? send_as_said()
             : is_word(command, "list") || is_word(command, "watch") ? list_and_watch() : write_object();
    end_exchanges();
    return result;
}
