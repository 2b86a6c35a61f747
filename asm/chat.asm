; chat.asm: answers questions with a network of 2-bit weights, on CP/M 2.2 and a Z80.
;
; CHAT HELLO       answers the question on the command line and leaves
; CHAT             asks for questions until `!` or Ctrl-C
;
; What depends on the model comes from two files that `zmlm build` writes:
;   model-equates.asm   sizes, which encoder, the contract's numbers
;   model-tables.asm    charset, biases, weights, and the table of layers
; Everything else is here and in the parts included below.

        org 0100h

        jp start

        include "model-equates.asm"
        include "machines/cpm.asm"
        include "macros.asm"

; start: checks memory, then answers the command tail or chats.
start:
        ld hl,(BDOS+1)          ; the BDOS begins here: the TPA ends
        ld de,65535&MEMORY_NEEDED ; the build sees to it that it is below 64 KB
        or a
        sbc hl,de
        jr c,no_memory
        ld sp,(BDOS+1)
        call prepare
first_question:

        ld hl,TAIL
        ld b,(hl)               ; length of the tail
        inc hl
        ld a,b
        or a
        jr z,chat
        ld a,(hl)
        cp ' '                  ; the blank between the command's name and its tail
        jr nz,tail_limit
        inc hl
        dec b
tail_limit:
        ld a,MAX_QUESTION
        cp b
        jr nc,tail_trim
        ld b,a
tail_trim:
        call trim
        jr z,chat
        call answer
        jp WARM_BOOT

no_memory:
        ld de,memory_message
        call print
        ret                     ; to the CCP, whose stack is still in place

; chat: a prompt, a line, a reply, until `!` or Ctrl-C.
chat:
        ld de,prompt
        call print
        ld hl,line
        ld (hl),MAX_QUESTION
        ex de,hl
        ld c,READ_LINE
        call BDOS
        call newline
        ld hl,line+1
        ld b,(hl)               ; characters typed
        inc hl
        call trim
        jr z,chat
        ld a,(hl)
        cp CONTROL_C            ; a BDOS that doesn't act on it hands it over
        jp z,WARM_BOOT
        cp '!'
        jr nz,chat_answer
        dec b
        jp z,WARM_BOOT          ; nothing but `!`
        inc b
chat_answer:
        call answer
        jr chat

; answer: spells the reply to a question on the console, and ends the line.
; In:       HL -> question, B = its length, 1 to 126, trimmed
; Destroys: everything
answer:
        call encode_query
        call query_half
        call context_start
        ld a,MAX_REPLY
        ld (characters_left),a
answer_character:
        if LAYOUT_COLUMNS-1
        call encode_context
        endif
        call run_network
answer_pick:
        call argmax
        cp CHARSET_SIZE-1       ; the last entry ends the reply
        jr z,answer_end
        ld e,a
        ld d,0
        ld hl,charset
        add hl,de
        ld a,(hl)
        push af
        call context_append
        pop af
        ld e,a
        ld c,WRITE_CHARACTER
        call BDOS
        ld hl,characters_left
        dec (hl)
        jr nz,answer_character
answer_end:
        jp newline

; trim: drops the blanks at both ends.
; In:       HL -> text, B = length
; Out:      HL, B = what is left; Z if nothing is
; Destroys: A, C, DE
trim:
        inc b
trim_front:
        dec b
        ret z
        call is_blank
        jr nz,trim_back
        inc hl
        jr trim_front
trim_back:
        ld d,h                  ; HL stays at the first character
        ld e,l
        ld c,b
        ld b,0
        add hl,bc
trim_last:
        dec hl
        call is_blank
        jr nz,trim_done
        dec c                   ; ends at the first character at the latest
        jr trim_last
trim_done:
        ex de,hl
        ld b,c
        inc c                   ; NZ: at least one character
        ret

; is_blank: In: HL -> character. Out: Z if its seven bits are a blank. Destroys: A.
is_blank:
        ld a,(hl)
        and 7Fh
        cp ' '
        ret

        include "encode/question.asm"
        if LAYOUT_COLUMNS
        include "columns/columns.asm"
        include "columns/context.asm"
        include "columns/merge.asm"
        include "columns/question.asm"
        if QUERY_PACKED
        include "columns/query.asm"
        endif
        include "columns/expand.asm"
        include "columns/shares.asm"
        if LAYOUT_SMALL
        include "columns/decode.asm"
        endif
        include "columns/chains.asm"
        include "columns/loaders.asm"
        include "columns/segments.asm"
        else
        include "encode/reply.asm"
        include "packed/layers.asm"
        include "packed/handlers.asm"
        endif
        include "argmax.asm"

prompt:
        db "> $"
memory_message:
        db "This program needs more memory than this CP/M leaves.",13,10,"$"

        include "model-tables.asm"

program_end:

        if LAYOUT_COLUMNS
        include "columns/memory.asm"
        else
        include "packed/memory.asm"
        endif
