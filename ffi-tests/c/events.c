/*
 * Many requests in flight on one poll loop, without a sleep: each has a socket, a Retry machine and a time at which it
 * is sent (again). It shows that the machines fit an event loop; all it knows of Kubernetes is the library.
 *
 * Usage: events PORT COUNT     GETs /events/0 ... /events/COUNT-1 at 127.0.0.1 and says how that went.
 */
#define _POSIX_C_SOURCE 200809L
#include "kube_status.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 512, HEAD_LINE = 1024 };

struct exchange {
    kube_status_retry retry;
    kube_status_response response;
    uint32_t due_ms;        /* when to send */
    int socket;             /* -1 while waiting */
    int sent, in_body;
    char line[HEAD_LINE];   /* the line of the head that is arriving */
    size_t line_length;
    unsigned attempts;
};

static uint32_t now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint32_t)now.tv_sec * 1000u + (uint32_t)(now.tv_nsec / 1000000);
}

static uint32_t random_u32(void) {
    static uint64_t state = 0x9e3779b97f4a7c15u;
    state ^= state << 13, state ^= state >> 7, state ^= state << 17;
    return (uint32_t)(state >> 32);
}

/* Opens the connection; what the kernel says about it comes through poll. */
static void start(struct exchange *exchange, uint16_t port) {
    struct sockaddr_in address;
    memset(&address, 0, sizeof address);
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    exchange->socket = socket(AF_INET, SOCK_STREAM, 0);
    if (exchange->socket < 0 || fcntl(exchange->socket, F_SETFL, O_NONBLOCK) < 0) perror("events: socket"), exit(2);
    if (connect(exchange->socket, (struct sockaddr *)&address, sizeof address) < 0 && errno != EINPROGRESS) {
        perror("events: connect");
        exit(2);
    }
    exchange->sent = exchange->in_body = 0;
    exchange->line_length = 0;
    exchange->attempts++;
    memset(&exchange->response, 0, sizeof exchange->response);
}

/* Feeds what came: the head line by line, the body as it is. */
static void feed(struct exchange *exchange, const char *bytes, size_t length) {
    while (length > 0 && !exchange->in_body) {
        if (exchange->line_length < sizeof exchange->line) exchange->line[exchange->line_length++] = *bytes;
        if (*bytes == '\n') {
            kube_status_response_line(&exchange->response, exchange->line, exchange->line_length);
            exchange->in_body = exchange->line_length <= 2;
            exchange->line_length = 0;
        }
        bytes++, length--;
    }
    if (length > 0) kube_status_response_body(&exchange->response, bytes, length, NULL, 0);
}

/* The socket can be written or read; 1 once the answer is complete, or there is none. */
static int go_on(struct exchange *exchange, unsigned index, short events) {
    char bytes[2048];
    ssize_t length;
    int error = 0;
    socklen_t size = sizeof error;
    if (!exchange->sent) {
        if (!(events & (POLLOUT | POLLERR | POLLHUP))) return 0;
        getsockopt(exchange->socket, SOL_SOCKET, SO_ERROR, &error, &size);
        length = snprintf(bytes, sizeof bytes, "GET /events/%u HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", index);
        if (error != 0 || send(exchange->socket, bytes, (size_t)length, MSG_NOSIGNAL) != length) {
            kube_status_response_failed(&exchange->response, KUBE_STATUS_TRANSPORT_REFUSED);
            return 1;
        }
        exchange->sent = 1;
        return 0;
    }
    length = recv(exchange->socket, bytes, sizeof bytes, 0);
    if (length > 0) return feed(exchange, bytes, (size_t)length), 0;
    if (length < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return 0;
    if (length < 0 || !exchange->in_body)
        kube_status_response_failed(&exchange->response, length < 0 ? KUBE_STATUS_TRANSPORT_RESET : KUBE_STATUS_TRANSPORT_EOF);
    return 1;
}

int main(int argc, char **argv) {
    static struct exchange exchanges[MOST];
    static struct pollfd polled[MOST];
    static unsigned of_polled[MOST];
    kube_status_request request = {0};
    kube_status_policy policy = {0};
    unsigned count, index, left, attempts = 0, done = 0;
    uint16_t port;
    if (argc != 3) return fputs("usage: events PORT COUNT\n", stderr), 2;
    port = (uint16_t)atoi(argv[1]);
    count = (unsigned)atoi(argv[2]);
    if (count > MOST) count = MOST;
    request.verb = KUBE_STATUS_VERB_GET;
    policy.base_ms = 20;
    for (index = 0; index < count; index++) {
        exchanges[index].socket = -1;
        exchanges[index].due_ms = now_ms();
        kube_status_retry_begin(&exchanges[index].retry, &request, &policy, 20000, now_ms());
    }
    for (left = count; left > 0;) {
        int timeout = 1000, ready;
        nfds_t open = 0, slot;
        for (index = 0; index < count; index++) {
            struct exchange *exchange = &exchanges[index];
            int32_t wait = (int32_t)(exchange->due_ms - now_ms());
            if (exchange->socket == -2) continue;
            if (exchange->socket == -1 && wait <= 0) start(exchange, port);
            if (exchange->socket == -1) {
                if (wait < timeout) timeout = wait;
                continue;
            }
            polled[open].fd = exchange->socket;
            polled[open].events = exchange->sent ? POLLIN : POLLOUT;
            of_polled[open++] = index;
        }
        ready = poll(polled, open, timeout);
        for (slot = 0; ready > 0 && slot < open; slot++) {
            struct exchange *exchange = &exchanges[of_polled[slot]];
            kube_status_advice advice;
            int step;
            if (polled[slot].revents == 0 || !go_on(exchange, of_polled[slot], polled[slot].revents)) continue;
            close(exchange->socket);
            kube_status_advise(&exchange->retry.request, &exchange->response, &advice);
            step = kube_status_retry_next(&exchange->retry, &advice, NULL, now_ms(), random_u32());
            exchange->socket = step == KUBE_STATUS_STEP_AGAIN ? -1 : -2;
            exchange->due_ms = now_ms() + exchange->retry.wait_ms;
            if (step != KUBE_STATUS_STEP_AGAIN) left--, done += step == KUBE_STATUS_STEP_DONE;
        }
    }
    for (index = 0; index < count; index++) attempts += exchanges[index].attempts;
    printf("%u of %u done, %u requests\n", done, count, attempts);
    return done != count;
}
