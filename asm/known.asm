; known.asm: known replies, the only ones that can come out.
;
; They stand in the model's tables: KNOWN_REPLIES of them, each as the indices of its characters in the charset, ended by
; OUTPUTS-1, in the order of these bytes. So those that begin with the reply so far are neighbours. (known_at) is the
; byte of the first of them that comes next, (known_left) their number. Where they all go on in the same way, no pass
; through the network is needed.

; known_start: all replies are possible. Destroys: A, HL.
known_start:
        ld hl,known_replies
        ld (known_at),hl
        ld a,255&(KNOWN_REPLIES)        ; 0: 256
        ld (known_left),a
        ret

; known_first: the replies that are still possible. Out: HL -> the byte of the first that comes next, B = their number.
; Destroys: A.
known_first:
        ld hl,(known_at)
        ld a,(known_left)
        ld b,a
        ret

; known_step: goes to the same place in the next reply.
; In:       HL -> a byte of a reply, as far from its start as the reply so far is long
; Destroys: A, DE
; T-states: 25 for each byte up to its end, and 48
known_step:
        ld a,(hl)
        inc hl
        cp OUTPUTS-1
        jr nz,known_step
        ld a,(reply_length)
        ld e,a
        ld d,0
        add hl,de
        ret

; known_only: is there only one way to go on?
; Out:      no carry: A = C = the only byte that can come next; carry: there are several
; Destroys: F, B, DE, HL
known_only:
        call known_first
        ld c,(hl)
known_alike:
        ld a,(hl)
        cp c
        scf
        ret nz
        call known_step
        djnz known_alike
        ld a,c
        or a
        ret

; known_pick: chooses the byte whose output is largest, the first of equals; the replies that have it stay possible.
; In:       H = page of the accumulators' high bytes (low bytes a page below), as argmax leaves them
; Out:      A = C = the byte
; Destroys: F, B, DE, HL
known_pick:
        ld a,h
        ld (known_page),a
        call known_first
        ld c,(hl)
        ld de,0                 ; the largest accumulator so far
known_compare:
        push hl
        ld l,(hl)
        ld a,(known_page)
        ld h,a
        ld a,(hl)
        dec h
        ld l,(hl)
        ld h,a
        ld a,l
        and LOGIT_BITS
        ld l,a
        or a
        sbc hl,de
        jr c,known_smaller
        jr z,known_smaller
        add hl,de
        ex de,hl
        pop hl
        ld c,(hl)
        push hl
known_smaller:
        pop hl
        push de
        call known_step
        pop de
        djnz known_compare
        call known_first
known_skip:
        ld a,(hl)
        cp c
        jr z,known_found
        call known_step
        djnz known_skip         ; always finds it
known_found:
        ld (known_at),hl
        ld a,b
        ld (known_left),a
known_same:
        call known_step
        dec b
        jr z,known_counted
        ld a,(hl)
        cp c
        jr z,known_same
known_counted:
        ld a,(known_left)
        sub b
        ld (known_left),a
        ld a,c
        ret

; known_append: the reply goes on with this byte. Destroys: HL.
known_append:
        ld hl,(known_at)
        inc hl
        ld (known_at),hl
        ret
