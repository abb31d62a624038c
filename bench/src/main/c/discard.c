/*
 * Accepts requests on a free port, reads their bodies, answers 200 and discards them: what receiving alone costs.
 * Prints its port on standard output, serves one connection, and exits with it.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

static char buffer[262144 + 1];

static long length_of(const char *head) {
    for (const char *line = head; line; line = strstr(line, "\r\n")) {
        if (line != head) line += 2;
        if (strncasecmp(line, "content-length:", 15) == 0) return atol(line + 15);
        if (strncmp(line, "\r\n", 2) == 0) break;
    }
    return 0;
}

int main(void) {
    int server = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    if (bind(server, (struct sockaddr *) &address, size) != 0 || listen(server, 1) != 0
        || getsockname(server, (struct sockaddr *) &address, &size) != 0) {
        perror("discard");
        return 1;
    }
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);
    int connection = accept(server, NULL, NULL);
    int one = 1;
    setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    size_t held = 0;
    for (;;) {
        char *end;
        buffer[held] = 0;
        while (!(end = strstr(buffer, "\r\n\r\n"))) {
            ssize_t got = read(connection, buffer + held, sizeof buffer - 1 - held);
            if (got <= 0) return 0;
            held += got;
            buffer[held] = 0;
        }
        size_t head = end + 4 - buffer;
        long left = length_of(buffer);
        size_t here = held - head;
        if (here > (size_t) left) return 1; /* The next request comes only after our answer. */
        left -= here;
        while (left > 0) {
            ssize_t got = read(connection, buffer, sizeof buffer - 1);
            if (got <= 0) return 1;
            left -= got;
        }
        held = 0;
        if (write(connection, answer, sizeof answer - 1) < 0) return 1;
    }
}
