#define _POSIX_C_SOURCE 200809L
#include "exchange.h"
#include "clock.h"
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static CURL *curl;
static char token[2048];

void begin_exchanges(void) {
    curl_global_init(CURL_GLOBAL_DEFAULT);
    curl = curl_easy_init();
    if (curl == NULL) fail("no libcurl");
    read_token();
}

void end_exchanges(void) {
    curl_easy_cleanup(curl);
    curl_global_cleanup();
}

void read_token(void) {
    FILE *file = options.token_file == NULL ? NULL : fopen(options.token_file, "r");
    size_t length = file == NULL ? 0 : fread(token, 1, sizeof token - 1, file);
    if (length == sizeof token - 1) fail("too long a token");
    token[length] = '\0';
    token[strcspn(token, "\r\n")] = '\0';
    if (file != NULL) fclose(file);
}

int has_token(void) {
    return token[0] != '\0';
}

char *escape(const char *text) {
    return text == NULL ? NULL : curl_easy_escape(curl, text, 0);
}

void free_escaped(char *text) {
    curl_free(text);
}

void append(struct exchange *to, const char *bytes, size_t length) {
    to->body = realloc(to->body, to->body_length + length + 1);
    if (to->body == NULL) fail("out of memory");
    memcpy(to->body + to->body_length, bytes, length);
    to->body_length += length;
    to->body[to->body_length] = '\0';
}

static size_t on_line(char *line, size_t size, size_t count, void *data) {
    struct exchange *exchange = data;
    kube_status_response_line(&exchange->response, line, size * count);
    if (size * count > 9 && strncasecmp(line, "location:", 9) == 0) {
        size_t length = size * count - 9;
        while (length > 0 && strchr("\r\n", line[9 + length - 1]) != NULL) length--;
        kube_status_response_location(&exchange->response, exchange->url, KUBE_STATUS_NUL, line + 9, length);
    }
    return size * count;
}

static size_t on_body(char *bytes, size_t size, size_t count, void *data) {
    struct exchange *exchange = data;
    int no_text = exchange->take != NULL && ignores("text");
    int taken = exchange->take == NULL ? 0 : exchange->take(exchange, bytes, size * count);
    if (taken != 0) return taken > 0 ? size * count : 0;
    append(exchange, bytes, size * count);
    kube_status_response_body(&exchange->response, bytes, size * count, no_text ? NULL : exchange->text,
                              no_text ? 0 : TEXT_SIZE);
    return size * count;
}

static uint32_t transport_of(CURLcode failure) {
    long sent_bytes = 0;
    switch (failure) {
    case CURLE_COULDNT_RESOLVE_HOST: return KUBE_STATUS_TRANSPORT_DNS;
    case CURLE_COULDNT_CONNECT: return KUBE_STATUS_TRANSPORT_REFUSED;
    case CURLE_SSL_CONNECT_ERROR: return KUBE_STATUS_TRANSPORT_HANDSHAKE;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM: return KUBE_STATUS_TRANSPORT_CERTIFICATE;
    case CURLE_GOT_NOTHING:
    case CURLE_PARTIAL_FILE: return KUBE_STATUS_TRANSPORT_EOF;
    case CURLE_RECV_ERROR: return KUBE_STATUS_TRANSPORT_RESET;
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM: return KUBE_STATUS_TRANSPORT_HTTP2_LOST;
    case CURLE_OPERATION_TIMEDOUT:
        curl_easy_getinfo(curl, CURLINFO_REQUEST_SIZE, &sent_bytes);
        return sent_bytes == 0 ? KUBE_STATUS_TRANSPORT_UNSENT : KUBE_STATUS_TRANSPORT_TIMEOUT;
    default: return KUBE_STATUS_TRANSPORT_OTHER;
    }
}

int exchange_with(struct exchange *exchange, const kube_status_retry *retry, const char *method, const char *body,
                  uint32_t most_ms) {
    struct curl_slist *headers = NULL;
    char *redirect = NULL, authorization[sizeof token + 32], type[256];
    memset(&exchange->response, 0, sizeof exchange->response);
    exchange->body_length = 0;
    append(exchange, "", 0);
    exchange->redirect[0] = '\0';
    print_to(type, sizeof type, "Accept: %s", options.accept);
    headers = curl_slist_append(headers, type);
    print_to(type, sizeof type, "Content-Type: %s", options.content_type);
    if (body != NULL) headers = curl_slist_append(headers, type);
    if (has_token()) {
        print_to(authorization, sizeof authorization, "Authorization: Bearer %s", token);
        headers = curl_slist_append(headers, authorization);
    }
    curl_easy_reset(curl);
    curl_easy_setopt(curl, CURLOPT_URL, exchange->url);
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, method);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, options.user_agent);
    if (options.patience_ms < most_ms) most_ms = options.patience_ms;
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)patience_of(most_ms) + 1);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, (long)!options.insecure);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, on_line);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, exchange);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, exchange);
    /* libcurl by itself sends again, at once and a POST too, when a connection used before ends without an answer. */
    curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, (long)(!ignores("fresh") || retry->new_connection));
    if (body != NULL) curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body);
    CURLcode result = curl_easy_perform(curl);
    if (result != CURLE_OK) kube_status_response_failed(&exchange->response, transport_of(result));
    curl_easy_getinfo(curl, CURLINFO_REDIRECT_URL, &redirect);
    if (redirect != NULL) print_to(exchange->redirect, URL_SIZE, "%s", redirect);
    curl_slist_free_all(headers);
    return result == CURLE_OK;
}

void set_url(struct exchange *exchange, const kube_status_retry *retry, const char *target, const char *name,
             const char *query) {
    char timeout[32] = "";
    char *escaped = escape(name);
    uint32_t timeout_ms = ignores("timeout") ? options.timeout_ms : retry->request.timeout_ms;
    if (timeout_ms != 0) print_to(timeout, sizeof timeout, "timeout=%ums&", (unsigned)timeout_ms);
    if (retry->action == KUBE_STATUS_ACTION_FOLLOW_REDIRECT && !ignores("follow")) {
        print_to(exchange->url, URL_SIZE, "%s", exchange->redirect);
    } else if (target != NULL) {
        print_to(exchange->url, URL_SIZE, "%s%s%c%s%s", options.server, target, strchr(target, '?') == NULL ? '?' : '&',
                 timeout, query);
    } else {
        print_to(exchange->url, URL_SIZE, "%s%s%s%s?%s%s", options.server, options.path, escaped == NULL ? "" : "/",
                 escaped == NULL ? "" : escaped, timeout, query);
    }
    free_escaped(escaped);
}

void tell(const struct exchange *exchange, const kube_status_retry *retry, int step) {
    if (!options.verbose) return;
    fprintf(stderr, "%s %s: %s, %s", kube_status_verb_name(exchange->advice.verb), exchange->url,
            kube_status_rule_name(exchange->advice.rule), kube_status_step_name((uint32_t)step));
    if (step == KUBE_STATUS_STEP_AGAIN) {
        fprintf(stderr, ": %s in %u ms", kube_status_action_name(retry->action), (unsigned)retry->wait_ms);
    }
    fputc('\n', stderr);
}

void tell_why(const struct exchange *exchange, const char *why) {
    char explanation[1024];
    kube_status_explain(&exchange->advice, exchange->text, TEXT_SIZE, explanation, sizeof explanation);
    fprintf(stderr, "stopped: %s: %s\n", *why == '\0' ? "not possible here" : why, explanation);
}
