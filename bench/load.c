/* Opens many streams and measures what arrives: cc -O2 -o load load.c

   load HOST PORT COUNT UNITS [STAMPS] < head        head: the request, {u} stands for the number of a unit

   Says `ready CONNECTED SECONDS` once every connection has got its answer's head, and so many stamps have
   come in all; counts stamps
   ~S<20 digits: nanoseconds of the monotonic clock at which it should have been sent>~,
   and events of items by their own time, until SIGTERM, and says `done RECEIVED CLOSED P50 P99 MAX` in microseconds. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define ITEM "{\"kind\":\"newsroom.item."
enum { STAMP = 23, LONGEST = 160, AT_ONCE = 200, EVENTS = 1024 }; /* a mark begins with `~S` or ITEM */

struct line { int fd, open, kept; char rest[LONGEST]; };

static volatile sig_atomic_t over;
static struct line *lines;
static int queue, count, units, port, opened, answered, closed;
static char head[8192];
static const char *host;
static uint32_t *waits;
static size_t received, room;

static void stop(int signal) { (void)signal; over = 1; }

static int64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void note(int64_t wait) {
    if (received == room) {
        room = room ? room * 2 : 1 << 16;
        if (!(waits = realloc(waits, room * sizeof *waits))) abort();
    }
    waits[received++] = wait < 0 ? 0 : (uint32_t)wait;
}

/* How long ago it was, in microseconds, that `"at":"2026-01-01T08:00:00.000Z"` says within the text; -1: nothing. */
static int64_t since_at(const char *from, const char *end) {
    struct tm day = {0};
    struct timespec t;
    int milli;
    const char *at = memmem(from, (size_t)(end - from), "\"at\":\"", 6);
    if (!at || end - at < 30 || sscanf(at + 6, "%d-%d-%dT%d:%d:%d.%dZ", &day.tm_year, &day.tm_mon, &day.tm_mday,
                                       &day.tm_hour, &day.tm_min, &day.tm_sec, &milli) != 7) return -1;
    day.tm_year -= 1900, day.tm_mon -= 1;
    clock_gettime(CLOCK_REALTIME, &t);
    int64_t wait = (t.tv_sec - timegm(&day)) * 1000000LL + t.tv_nsec / 1000 - milli * 1000LL;
    return wait < 0 ? 0 : wait;
}

/* Count the mark at the beginning of the text; how long it is, 0 if the rest of it is still to come. */
static int mark(const char *from, const char *end) {
    int whole = end - from >= LONGEST;
    if (from[0] == '~') {
        if (end - from < STAMP) return 0;
        if (from[STAMP - 1] == '~') note((now() - strtoll(from + 2, NULL, 10)) / 1000);
        return 2;
    }
    int64_t wait = since_at(from, whole ? from + LONGEST : end);
    if (wait < 0) return whole ? 2 : 0;
    note(wait);
    return (int)sizeof ITEM - 1;
}

static char *next_mark(char *from, char *end) {
    char *stamp = memmem(from, (size_t)(end - from), "~S", 2);
    char *item = memmem(from, (size_t)(end - from), ITEM, sizeof ITEM - 1);
    return !item || (stamp && stamp < item) ? stamp : item;
}

static void open_one(int number) {
    struct line *line = &lines[number];
    struct sockaddr_in from = {.sin_family = AF_INET}, to = {.sin_family = AF_INET, .sin_port = htons(port)};
    char text[32];
    int on = 1;
    inet_pton(AF_INET, host, &to.sin_addr);
    snprintf(text, sizeof text, "127.0.0.%d", 2 + number % 4); /* more ports than one address has */
    inet_pton(AF_INET, text, &from.sin_addr);
    line->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (line->fd < 0) { perror("socket"); exit(1); }
    setsockopt(line->fd, SOL_IP, 24 /* IP_BIND_ADDRESS_NO_PORT */, &on, sizeof on);
    setsockopt(line->fd, SOL_SOCKET, SO_LINGER, &(struct linger){1, 0}, sizeof(struct linger));
    bind(line->fd, (struct sockaddr *)&from, sizeof from);
    if (connect(line->fd, (struct sockaddr *)&to, sizeof to) && errno != EINPROGRESS) { perror("connect"); exit(1); }
    struct epoll_event event = {.events = EPOLLIN | EPOLLOUT, .data.u32 = (uint32_t)number};
    epoll_ctl(queue, EPOLL_CTL_ADD, line->fd, &event);
    opened++;
}

static void ask(int number) {
    char request[8400], *unit = strstr(head, "{u}");
    int size = unit ? snprintf(request, sizeof request, "%.*s%d%s", (int)(unit - head), head, number % units, unit + 3)
                    : snprintf(request, sizeof request, "%s", head);
    struct epoll_event event = {.events = EPOLLIN, .data.u32 = (uint32_t)number};
    if (send(lines[number].fd, request, (size_t)size, MSG_NOSIGNAL) != size) { closed++; return; }
    epoll_ctl(queue, EPOLL_CTL_MOD, lines[number].fd, &event);
}

static void take(int number) {
    static char data[LONGEST + 65536 + 1];
    struct line *line = &lines[number];
    memcpy(data, line->rest, (size_t)line->kept);
    ssize_t got = recv(line->fd, data + line->kept, 65536, 0);
    if (got <= 0) {
        if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
        close(line->fd);
        closed++;
        if (!line->open) { line->open = 1; answered++; }
        return;
    }
    if (!line->open) { line->open = 1; answered++; }
    char *from = data, *end = data + line->kept + got, *found;
    *end = 0;
    int length = 0;
    while ((found = next_mark(from, end)) && (length = mark(found, end))) from = found + length;
    char *keep = found ? found : end - from < (int)sizeof ITEM ? from : end - (int)sizeof ITEM + 1;
    line->kept = (int)(end - keep);
    memmove(line->rest, keep, (size_t)line->kept);
}

static int by_size(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv) {
    struct epoll_event events[EVENTS];
    if (argc != 5 && argc != 6) return 2;
    size_t wanted = argc == 6 ? strtoul(argv[5], NULL, 10) : 0;
    host = argv[1], port = atoi(argv[2]), count = atoi(argv[3]), units = atoi(argv[4]);
    head[fread(head, 1, sizeof head - 1, stdin)] = 0;
    lines = calloc((size_t)count, sizeof *lines);
    queue = epoll_create1(0);
    signal(SIGTERM, stop);
    int64_t began = now();
    for (int told = 0; !over;) {
        while (opened < count && opened - answered < AT_ONCE) open_one(opened);
        int found = epoll_wait(queue, events, EVENTS, 100);
        for (int i = 0; i < found; i++) {
            int number = (int)events[i].data.u32;
            if (events[i].events & EPOLLOUT) ask(number);
            else take(number);
        }
        if (!told && answered == count && (received >= wanted || closed)) {
            printf("ready %d %.3f\n", count - closed, (double)(now() - began) / 1e9);
            fflush(stdout);
            told = 1;
        }
    }
    qsort(waits, received, sizeof *waits, by_size);
    uint32_t p50 = received ? waits[received / 2] : 0, p99 = received ? waits[received * 99 / 100] : 0;
    printf("done %zu %d %u %u %u\n", received, closed, p50, p99, received ? waits[received - 1] : 0);
    return 0;
}
