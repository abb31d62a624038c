/* What any static executable costs: the reference for starts, warm and cold. */
int main(void) {
    return 0;
}
